# Tuning: random trials, cut down by successive halving (`tune --help`). A trial is a configuration, a slice as those of
# the stages; each file that judges it has a rule of its own. LEAVE_OUT is never touched: the study is judged there.

##   LEAVE_OUT=LOC  the location that `make tune` must not touch (default: the last)
LEAVE_OUT ?= $(lastword $(LOCATIONS))
tune := $(study)/tune/$(LEAVE_OUT)
# Each of the others is judged on in turn, under a network of the rest.
tuned_on := $(filter-out $(LEAVE_OUT),$(LOCATIONS))

.PHONY: tune tune-variables tune-trials tune-rungs tune-rung
## make tune       search for better parameters without touching LEAVE_OUT; pipelines/README.md tells how
tune:
	@$(MAKE) prepare
	@$(MAKE) tune-trials
	@$(MAKE) tune-rungs

prepare_goals += tune-variables
tune-variables: camera-slices
	@$(call filechk,$(config)/tune.mk,$(bin)/tune variables --config $(config)/tune.json)

# TRIALS, RUNGS, SCENARIOS_<rung>
-include $(config)/tune.mk

tune-trials:
	@[ -n '$(filter $(LEAVE_OUT),$(LOCATIONS))' ] || { echo "make: LEAVE_OUT is $(LEAVE_OUT); one of $(LOCATIONS) is needed" >&2; exit 64; }
	@[ -n '$(word 2,$(tuned_on))' ] || { echo "make: tuning needs two locations beside LEAVE_OUT; there are: $(tuned_on)" >&2; exit 64; }
	@$(foreach rung,$(RUNGS),$(call filechk,$(config)/tune/$(rung)/scenarios,echo $(SCENARIOS_$(rung)));)
	@for rung in $(RUNGS); do for trial in $(TRIALS); do \
	  $(call filechk,$(config)/tune/$$rung/$$trial.json,$(bin)/tune draw --config $(config)/tune.json --trial $$trial --rung $$rung \
	    $(config)/trainnet.json $(config)/simulate.json); done; done

# A rung's trials are known when the one before is done.
tune-rungs:
	@for rung in $(RUNGS); do $(MAKE) $(jobs) RUNG=$$rung tune-rung; done
	@$(bin)/tune report $(patsubst %,$(tune)/%/trials.ndjson,$(RUNGS)) -o $(tune)/results.txt
	@cat $(tune)/results.txt

ifdef RUNG
rung := $(tune)/$(RUNG)
trial_list := $(if $(filter 1,$(RUNG)),$(config)/tune.mk,$(tune)/$(shell expr $(RUNG) - 1)/kept)
trials := $(if $(filter 1,$(RUNG)),$(TRIALS),$(shell cat $(trial_list)))
# Of what stands in the folder of a trial, and is named after a location.
trial = $(firstword $(subst /, ,$*))
slice = $(config)/tune/$(RUNG)/$(trial).json
trial_plans = $(patsubst %,$(study)/plans/$(notdir $*)-%.ndjson.gz,$(SEASONS))

tune-rung: $(rung)/kept

$(rung)/%.network.ndjson.gz: $(patsubst %,$(study)/series/%.ndjson.gz,$(tuned_on)) $(bin)/trainnet $$(slice) | $$(@D)/.
	$(call say,TRAIN,rung $(RUNG) trial $(trial) without $(notdir $*))$(bin)/trainnet --config $(slice) \
	  --leave-out $(ZONE_$(notdir $*)) $(common) $(filter $(study)/series/%,$^) -o $@

$(rung)/%.runs.ndjson.gz: $(rung)/%.network.ndjson.gz $$(trial_plans) $(bin)/simulate $$(slice) \
    $(config)/tune/$(RUNG)/scenarios $(profiles)
	$(call say,SIMULATE,rung $(RUNG) trial $(trial) in $(notdir $*))for plans in $(trial_plans); do \
	  zcat $$plans | sed -n '1,$(SCENARIOS_$(RUNG))p'; done | $(bin)/simulate --config $(slice) \
	  --controllers forecast --network $< $(common) -o $@

$(rung)/%/summaries.ndjson.gz: $(foreach location,$(tuned_on),$(rung)/%/$(location).runs.ndjson.gz) $(bin)/aggregate
	@$(bin)/aggregate --ratio regret/naive_regret --cluster zone,start $(common) $(filter %.runs.ndjson.gz,$^) -o $@

$(rung)/%/trial.ndjson: $(rung)/%/summaries.ndjson.gz $(bin)/tune
	@$(bin)/tune score --config $(config)/tune.json --trial $* --rung $(RUNG) $(common) --plain $< -o $@

$(rung)/trials.ndjson: $(patsubst %,$(rung)/%/trial.ndjson,$(trials)) $(trial_list)
	@cat $(filter %/trial.ndjson,$^) >$@

$(rung)/kept: $(rung)/trials.ndjson $(bin)/tune $(config)/tune.json
	@$(bin)/tune keep --config $(config)/tune.json $(common) $< -o $@
endif
