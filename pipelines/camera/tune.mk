# Better parameters for the forecast: random trials, cut down by successive halving (`tune --help`). A trial is a
# configuration, a slice as those of the stages; each file that judges it has a rule of its own.

##   HOLD=LOCATION  of `make tune`: the location that no trial touches (default: the last)
HOLD ?= $(lastword $(LOCATIONS))
tune := $(study)/tune/$(HOLD)
# Each of these is judged on in turn, by a network of the rest.
tuned_locations := $(filter-out $(HOLD),$(LOCATIONS))

.PHONY: tune tune-variables tune-slices tune-rungs tune-rung
## make tune       search for better parameters of the forecast, trial by trial, on all locations but HOLD
tune:
	@$(MAKE) prepare
	@$(MAKE) tune-slices
	@$(MAKE) tune-rungs

# TRIALS, RUNGS, SCENARIOS_<rung>
prepare_goals += tune-variables
tune-variables: camera-slices
	@$(call filechk,$(config)/tune.mk,$(bin)/tune variables --config $(config)/tune.json)
-include $(config)/tune.mk

tune-slices:
	@[ -n '$(filter $(HOLD),$(LOCATIONS))' ] \
	  || { echo "make: HOLD is $(HOLD); one of $(LOCATIONS) is needed" >&2; exit 64; }
	@[ -n '$(word 2,$(tuned_locations))' ] \
	  || { echo "make: tuning needs two locations beside HOLD; there is $(tuned_locations)" >&2; exit 64; }
	@$(foreach rung,$(RUNGS),$(call filechk,$(config)/tune/$(rung)/scenarios,echo $(SCENARIOS_$(rung)));)
	@for rung in $(RUNGS); do for trial in $(TRIALS); do \
	  $(call filechk,$(config)/tune/$$rung/$$trial.json,$(bin)/tune draw --config $(config)/tune.json --trial $$trial \
	    --rung $$rung $(config)/trainnet.json $(config)/simulate.json); done; done

# Which trials a rung has is known when the one before is done.
tune-rungs:
	@for rung in $(RUNGS); do $(MAKE) $(jobs) RUNG=$$rung tune-rung; done
	@$(bin)/tune report $(patsubst %,$(tune)/%/trials.ndjson,$(RUNGS)) -o $(tune)/results.txt
	@cat $(tune)/results.txt

ifdef RUNG
rung := $(tune)/$(RUNG)
trial_list := $(if $(filter 1,$(RUNG)),$(config)/tune.mk,$(tune)/$(shell expr $(RUNG) - 1)/kept)
trials := $(if $(filter 1,$(RUNG)),$(TRIALS),$(shell cat $(trial_list)))
# Files of a trial are TRIAL/LOCATION.*
trial = $(firstword $(subst /, ,$*))
slice = $(config)/tune/$(RUNG)/$(trial).json
tuned_series := $(patsubst %,$(study)/series/%.ndjson.gz,$(tuned_locations))
rung_plans = $(rung)/plans/$(notdir $*).ndjson.gz

tune-rung: $(rung)/kept
.PRECIOUS: $(rung)/plans/%.ndjson.gz $(rung)/%.network.ndjson.gz $(rung)/%.runs.ndjson.gz

# With the history that the study is judged with: what a forecast learns from it is one of the parameters.
$(rung)/plans/%.ndjson.gz: $(bin)/scengen $(bin)/solve $(config)/scengen.json $(config)/solve.json $(zones) $(profiles) \
    $(config)/tune/$(RUNG)/scenarios $$(call grid_of,$$*) | $$(@D)/.
	$(call say,PLANS,rung $(RUNG) in $*)$(bin)/scengen --config $(config)/scengen.json $(grid_folders) --history 56 \
	  --locations $* --count $(SCENARIOS_$(RUNG)) $(common) \
	  | $(bin)/solve --config $(config)/solve.json --certify 0 $(common) -o $@

$(rung)/%.network.ndjson.gz: $(tuned_series) $(bin)/trainnet $$(slice) | $$(@D)/.
	$(call say,TRAIN,rung $(RUNG) trial $(trial) without $(notdir $*))$(bin)/trainnet --config $(slice) \
	  --leave-out $(ZONE_$(notdir $*)) $(common) $(tuned_series) -o $@

$(rung)/%.runs.ndjson.gz: $(rung)/%.network.ndjson.gz $$(rung_plans) $(bin)/simulate $$(slice) $(profiles)
	$(call say,SIMULATE,rung $(RUNG) trial $(trial) in $(notdir $*))$(bin)/simulate --config $(slice) \
	  --controllers forecast --network $< $(common) $(rung_plans) -o $@

$(rung)/%/trial.ndjson: $(foreach location,$(tuned_locations),$(rung)/%/$(location).runs.ndjson.gz) $(bin)/aggregate $(bin)/tune
	@$(bin)/aggregate --ratio regret/naive_regret --where status=ok --cluster zone$(comma)start $(common) \
	  $(filter %.runs.ndjson.gz,$^) | $(bin)/tune score --config $(config)/tune.json --trial $* --rung $(RUNG) \
	  $(common) --plain -o $@

$(rung)/trials.ndjson: $(patsubst %,$(rung)/%/trial.ndjson,$(trials)) $(trial_list)
	@cat $(filter %/trial.ndjson,$^) >$@

$(rung)/kept: $(rung)/trials.ndjson $(bin)/tune $(config)/tune.json
	@$(bin)/tune keep --config $(config)/tune.json $(common) $< -o $@
endif
