# The same recipes on Slurm: a recipe line that calls a tool is a task. README.md says what that needs and costs.

##   CLUSTER=slurm  run the stages as tasks of Slurm, -jN at a time (pipelines/cluster/README.md)
ifdef CLUSTER
ifneq ($(CLUSTER),slurm)
$(error CLUSTER is $(CLUSTER); slurm is expected)
endif
$(OUT)/%: SHELL := pipelines/cluster/srun-shell
$(OUT)/%: .SHELLFLAGS := $(bin) $(.SHELLFLAGS)
# This run's token, which its first task makes, with the machine and the process id of this make.
cluster_run := $(shell echo $(host)-$$PPID-$$(date +%s)).run
$(OUT)/%: export RUN_TOKEN_FILE = $($(STUDY))/$(cluster_run)
# Inside an allocation, as many tasks as it was asked for.
cluster_tasks := $(SLURM_NTASKS)
endif

##   SEEDS=N        of `make seeds`: how many
SEEDS ?= 2
cluster_studies := $(patsubst %,$(OUT)/seeds/%/study,$(shell seq $(SEEDS)))

.PHONY: seeds $(cluster_studies) test-cluster
## make seeds      the study SEEDS times, each with its number as seed, by a make of its own; on a cluster a task each
seeds: $(cluster_studies)

# With the cores it is given, and no word of the cluster.
cluster_study = env -u MAKEFLAGS $(MAKE) -o tools $(MAKEOVERRIDES) CLUSTER= SEEDS=0 OUT=$(OUT)/seeds/$* bin=$(bin) SEED=$*
$(cluster_studies): $(OUT)/seeds/%/study: tools
	$(call say,STUDY,seed $*)mkdir -p $(@D); \
	{ $(cluster_study) prepare; $(cluster_study) -j$${SLURM_CPUS_ON_NODE:-$$(nproc)} study; } >$(@D)/log 2>&1

## make test-cluster  the smoke study on a Slurm cluster on this machine, with a node lost and one that wakes too late
test-cluster: tools
	@PATH=$$PATH:/usr/sbin; command -v munged slurmctld slurmd srun >/dev/null || ($(call install_packages,munge slurm-wlm)) || true
	@pipelines/cluster/test $(bin)
