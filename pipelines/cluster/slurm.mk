# The same recipes on Slurm: each recipe line that calls a tool is a task of its own. See README.md.

##   CLUSTER=slurm  run the stages as tasks of Slurm, -j as many at a time (pipelines/cluster/README.md)
ifdef CLUSTER
ifneq ($(CLUSTER),slurm)
$(error CLUSTER is $(CLUSTER); slurm is expected)
endif

$(OUT)/%: SHELL := pipelines/cluster/srun-shell
$(OUT)/%: .SHELLFLAGS := $(bin) $(.SHELLFLAGS)
# The run's token, which the first task makes.
export RUN_TOKEN_FILE := $(study)/$(shell echo $$HOSTNAME-$$$$-$$(date +%s)).run
endif

.PHONY: test-cluster
## make test-cluster  the smoke study on a Slurm cluster on this machine, with a node lost and one that wakes too late
test-cluster: tools
	@pipelines/cluster/test $(bin)
