# The same recipes on Slurm: a recipe line that calls a tool is a task. README.md says what that needs and costs.

##   CLUSTER=slurm  run the stages as tasks of Slurm, -jN at a time (pipelines/cluster/README.md)
ifdef CLUSTER
ifneq ($(CLUSTER),slurm)
$(error CLUSTER is $(CLUSTER); slurm is expected)
endif
$(OUT)/%: SHELL := pipelines/cluster/srun-shell
$(OUT)/%: .SHELLFLAGS := $(bin) $(.SHELLFLAGS)
# This run's token, which its first task makes, with the machine and the process id of this make.
$(OUT)/%: export RUN_TOKEN_FILE := $(study)/$(shell echo $(host)-$$PPID-$$(date +%s)).run
# Inside an allocation, as many tasks as it was asked for.
jobs = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(or $(SLURM_NTASKS),$(shell nproc)))
endif

##   SEEDS=N        of `make studies`: how many
SEEDS ?= 2
studies := $(patsubst %,$(OUT)/studies/%/study,$(shell seq $(SEEDS)))

.PHONY: studies $(studies) test-cluster
## make studies    SEEDS studies, each with its number as seed, by a make of its own; on a cluster a task each
studies: $(studies)

# With the cores it is given, and no word of the cluster.
one_study = env -u MAKEFLAGS $(MAKE) -o tools $(MAKEOVERRIDES) CLUSTER= SEEDS=0 OUT=$(OUT)/studies/$* bin=$(bin) SEED=$*
$(studies): $(OUT)/studies/%/study: tools
	$(call say,STUDY,seed $*)mkdir -p $(@D); \
	{ $(one_study) prepare; $(one_study) -j$${SLURM_CPUS_ON_NODE:-$$(nproc)} study; } >$(@D)/log 2>&1

## make test-cluster  the smoke study on a Slurm cluster on this machine, with a node lost and one that wakes too late
test-cluster: tools
	@PATH=$$PATH:/usr/sbin; command -v munged slurmctld slurmd srun >/dev/null || ($(call install_packages,munge slurm-wlm)) || true
	@pipelines/cluster/test $(bin)
