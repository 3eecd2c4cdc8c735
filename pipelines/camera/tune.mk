# Better parameters for a controller: random trials, cut down by successive halving (`tune --help`). A trial is a
# configuration, a slice as those of the stages; each file that judges it has a rule of its own.

##   CONTROLLER=NAME  of `make tune`: whose parameters (forecast by default), one of the configuration's section tune
CONTROLLER ?= forecast
##   HOLD=LOCATION  of `make tune`: the location that no trial touches (default: the last)
HOLD ?= $(lastword $(LOCATIONS))
tune := $(study)/tune/$(CONTROLLER)/$(HOLD)
slices := $(config)/tune/$(CONTROLLER)
# Each of these is judged on in turn; a forecast by a network of the rest.
tuned_locations := $(filter-out $(HOLD),$(LOCATIONS))

.PHONY: tune tune-variables tune-slices tune-rungs tune-rung
## make tune       search for better parameters of a controller, trial by trial, on all locations but HOLD
tune:
	@$(MAKE) prepare
	@$(MAKE) tune-slices
	@$(MAKE) tune-rungs

# TRIALS, RUNGS, SCENARIOS_<rung>
prepare_goals += tune-variables
tune-variables: camera-slices
	@$(call filechk,$(slices)/variables.mk,$(bin)/tune variables --controller $(CONTROLLER) --config $(config)/tune.json)
-include $(slices)/variables.mk

tune-slices:
	@[ -n '$(filter $(HOLD),$(LOCATIONS))' ] \
	  || { echo "make: HOLD is $(HOLD); one of $(LOCATIONS) is needed" >&2; exit 64; }
	@[ -n '$(word 2,$(tuned_locations))' ] \
	  || { echo "make: tuning needs two locations beside HOLD; there is $(tuned_locations)" >&2; exit 64; }
	@for rung in $(RUNGS); do for trial in $(TRIALS); do \
	  $(call filechk,$(slices)/$$rung/$$trial.json,$(bin)/tune draw --controller $(CONTROLLER) --trial $$trial \
	    --rung $$rung --config $(config)/tune.json $(config)/trainnet.json $(config)/simulate.json); done; done

# Which trials a rung has is known when the one before is done.
tune-rungs:
	@for rung in $(RUNGS); do $(MAKE) $(jobs) RUNG=$$rung tune-rung; done
	@$(bin)/tune report $(patsubst %,$(tune)/%/trials.ndjson,$(RUNGS)) -o $(tune)/results.txt
	@cat $(tune)/results.txt

ifdef RUNG
rung := $(tune)/$(RUNG)
trial_list := $(if $(filter 1,$(RUNG)),$(slices)/variables.mk,$(tune)/$(shell expr $(RUNG) - 1)/kept)
trials := $(if $(filter 1,$(RUNG)),$(TRIALS),$(shell cat $(trial_list)))
# Files of a trial are TRIAL/LOCATION.*
trial = $(firstword $(subst /, ,$*))
slice = $(slices)/$(RUNG)/$(trial).json
tuned_series := $(patsubst %,$(study)/series/%.ndjson.gz,$(tuned_locations))
# Plans are those of any trial that is judged on as many.
rung_plans = $(study)/tune/plans/$(SCENARIOS_$(RUNG))/$(notdir $*).ndjson.gz
network := $(if $(filter forecast forecast_fixed,$(CONTROLLER)),$(rung)/%.network.ndjson.gz)

tune-rung: $(rung)/kept
.PRECIOUS: $(study)/tune/plans/%.ndjson.gz $(rung)/%.network.ndjson.gz $(rung)/%.runs.ndjson.gz

# With the history that the study is judged with: what a forecast learns from it is one of the parameters.
$(study)/tune/plans/%.ndjson.gz: $(bin)/scengen $(bin)/solve $(config)/scengen.json $(config)/solve.json $(zones) $(profiles) \
    $$(call grid_of,$$(notdir $$*)) | $$(@D)/.
	$(call say,PLANS,rung $(RUNG) in $(notdir $*))$(bin)/scengen --config $(config)/scengen.json --zones $(zones) $(models) $(grid_folders) --history-days 56 \
	  --locations $(notdir $*) --variations $(patsubst %/,%,$(dir $*)) $(common) \
	  | $(bin)/solve --config $(config)/solve.json $(models) --certify 0 $(common) -o $@

$(rung)/%.network.ndjson.gz: $(tuned_series) $(bin)/trainnet $$(slice) | $$(@D)/.
	$(call say,TRAIN,rung $(RUNG) trial $(trial) without $(notdir $*))$(bin)/trainnet --config $(slice) \
	  --leave-out $(ZONE_$(notdir $*)) $(common) $(tuned_series) -o $@

$(rung)/%.runs.ndjson.gz: $(network) $$(rung_plans) $(bin)/simulate $$(slice) $(profiles) | $$(@D)/.
	$(call say,SIMULATE,rung $(RUNG) trial $(trial) in $(notdir $*))$(bin)/simulate --config $(slice) $(models) \
	  --controllers $(CONTROLLER) $(addprefix --network ,$(filter %.network.ndjson.gz,$^)) $(common) $(rung_plans) -o $@

$(rung)/%/trial.ndjson: $(foreach location,$(tuned_locations),$(rung)/%/$(location).runs.ndjson.gz) $(bin)/aggregate $(bin)/tune
	@$(bin)/aggregate --ratio regret/naive_regret --where status=ok --cluster zone$(comma)start $(common) \
	  $(filter %.runs.ndjson.gz,$^) | $(bin)/tune score --controller $(CONTROLLER) --config $(config)/tune.json \
	  --trial $* --rung $(RUNG) $(common) --plain -o $@

$(rung)/trials.ndjson: $(patsubst %,$(rung)/%/trial.ndjson,$(trials)) $(trial_list)
	@cat $(filter %/trial.ndjson,$^) >$@

$(rung)/kept: $(rung)/trials.ndjson $(bin)/tune $(config)/tune.json
	@$(bin)/tune keep --controller $(CONTROLLER) --config $(config)/tune.json $(common) $< -o $@
endif
