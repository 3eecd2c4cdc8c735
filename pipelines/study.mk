# What all studies share: functions, and what users may say of any study. There is no rule here.
#
# The study STUDY is pipelines/STUDY/STUDY.mk. All names of variables there begin with STUDY, and these have a meaning:
#
#   studies += STUDY      it is a study: `make STUDY` and `make studies` make it
#   STUDY                 its folder in OUT
#   STUDY_config          the folder of its slices: a configuration for each tool
#   STUDY_configuration   the file they are cut from
#   STUDY_shards          names of its shards
#   STUDY_results         files that `make STUDY` prints in the end
#   STUDY_check           nothing; ends make, before tools are built, where a variable of the user does not fit
#   STUDY-slices          the goal that cuts the slices, for `make prepare`
#   STUDY-files           the goal of all its files, for `make study`
#
# In the functions below, $1 is the study where nothing else is said.

##   CONFIG=FILE    a configuration of your own for the study (default: pipelines/STUDY/config.jsonc)
CONFIG ?=
$(if $(CONFIG),$(call check_file,CONFIG))
##   GRID=DIR       folder of measured grid files; before energy-data and the modelled years
GRID ?=
##   PROFILE=smoke  a study of seconds instead of the whole one
PROFILE ?= study
$(call check_word,PROFILE)
##   SEED=N         seed of all random numbers (default: the configuration's)
SEED ?=
##   RETRIES=N      tries more where a file cannot be read for a cause that may pass, as on shared file systems (default: none)
RETRIES ?=
##   V=1            show the commands
V ?=

comma := ,

# What a recipe does, in a line; V=1 shows the command as well.
say = $(if $(V),,@)printf '  %-9s %s\n' $1 '$2' >&2;

# --- Files ---------------------------------------------------------------------------------------------------------

# A temporary for the file $1, with the name of its maker for pipelines/remove-dead-temporaries.
host := $(shell uname -n)
temporary = $1.$$$$-0@$(host).tmp
# Replaces the file $1 by the output of the command $2 if that differs: what depends on it is stale only then. The command $3
# prepares the new file.
filechk = mkdir -p $(dir $1); $2 >$(temporary); $(if $3,$3 $(temporary);) \
  if cmp -s $(temporary) $1; then rm $(temporary); else mv $(temporary) $1; fi
# The same for a file that makes of several studies may make at once, in a rule: $2 is a command that makes the file named behind
# it. One that another make was first with stays as it is, or what was made from it would be stale.
make_once = $2 $(temporary); \
  if cmp -s $(temporary) $1 && [ -z "$$(find $^ -newer $1)" ]; then rm $(temporary); else mv $(temporary) $1; fi

# --- Stages --------------------------------------------------------------------------------------------------------

# As many jobs as asked for; else one a core, or one a task of the cluster's allocation.
jobs = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(or $(cluster_tasks),$(shell nproc)))

# Its folder, and its configuration: where no two profiles mix, and the user's own before the study's.
study_folder = $(OUT)/$1$(if $(filter-out study,$(PROFILE)),-$(PROFILE))
study_configuration = $(or $(CONFIG),pipelines/$1/config.jsonc)

# Cuts the slice of the tool $2, as the options $3 change it.
slice = $(call filechk,$($1_config)/$2.json,$(call configured,$1,$2) $3 --print-config)
configured = $(bin)/$2 --config $($1_configuration) $(if $(SEED),--seed $(SEED))

# The tool $2, or `plot bars` and the like, on its slice, with the options $3; and what a file that it makes depends on.
run = $(bin)/$2 --config $($1_config)/$(firstword $2).json $(if $3,$3 )$(common)
stage = $(bin)/$2 $($1_config)/$2.json
common := --threads 1 --quiet$(if $(RETRIES), --retries $(RETRIES))

# The shards' files of the stage $2.
shards = $(patsubst %,$($1)/$2/%.ndjson.gz,$($1_shards))

# Ends make unless PROFILE is one of $2.
check_profile = $(if $(filter $(PROFILE),$2),,$(error PROFILE is "$(PROFILE)"; one of these is needed for $1: $2))

# --- The grid ------------------------------------------------------------------------------------------------------

zones := energy-data/zones.jsonc
check_grid = $(foreach folder,$(GRID),$(if $(wildcard $(folder)/.),,$(error GRID is $(GRID); there is no folder $(folder))))

# Folders of grid files, the first that has a zone counts. Modelled years are those of a seed, whatever study asks for them.
grid_folders = $(foreach folder,$(GRID) energy-data $($1_YEARS),--grid $(folder))

# Cuts what pipelines/grid makes modelled years by; writes STUDY_config/study.mk, which says of the study what scengen knows,
# as STUDY_YEARS, STUDY_LOCATIONS, STUDY_SEASONS, STUDY_ZONE_<location>, STUDY_GRID_FILES_<location>; and for each location what
# its grid files hold: a checksum of measured ones, the name of a modelled year, which a rule makes.
define grid_slices
seed=$$($(call configured,$1,gridgen) --print-config | tr -dc 0-9-); \
years=$(OUT)/energy-data$$([ $$seed = 1 ] || echo /seed-$$seed); \
$(call filechk,$$years/gridgen.json,$(call configured,$1,gridgen) --print-config); \
variables() { { echo "YEARS := $$years"; $(bin)/scengen --config $($1_config)/scengen.json --zones $(zones) \
  $(foreach folder,$(GRID) energy-data,--grid $(folder)) --grid $$years --make-variables; } | sed 's/^/$1_/'; }; \
$(call filechk,$($1_config)/study.mk,variables); \
contents() { for file; do case $$file in $(OUT)/*) echo "$$file" ;; *) cksum "$$file" ;; esac; done; }; \
while read -r name _ files; do [[ $$name != $1_GRID_FILES_* ]] \
  || { $(call filechk,$($1_config)/grid/$${name#$1_GRID_FILES_},contents $$files); }; done <$($1_config)/study.mk
endef

# What a file depends on that is made of the grid of the location $2; and the modelled years of all locations.
grid_of = $($1_config)/grid/$2 $($1_GRID_FILES_$2)
modelled_years = $(filter $(OUT)/%,$(foreach location,$($1_LOCATIONS),$($1_GRID_FILES_$(location))))
