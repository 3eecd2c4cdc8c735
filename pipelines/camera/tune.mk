# Better parameters for a controller: random trials, cut down by successive halving (`tune --help`). A trial is a
# configuration, a slice as those of the stages; each file that judges it has a rule of its own.

##   CONTROLLER=NAME  of `make tune`: whose parameters (forecast by default), one of the configuration's section tune
CONTROLLER ?= forecast
##   HOLD=LOCATION  of `make tune`: the location that no trial touches (default: the last)
HOLD ?= $(lastword $(camera_LOCATIONS))
camera_tune := $(camera)/tune/$(CONTROLLER)/$(HOLD)
camera_trials := $(camera_config)/tune/$(CONTROLLER)
# Each of these is judged on in turn; a forecast by a network of the rest.
camera_tuned_locations := $(filter-out $(HOLD),$(camera_LOCATIONS))

.PHONY: tune tune-variables tune-slices tune-rungs tune-rung
## make tune       search for better parameters of a controller, trial by trial, on all locations but HOLD
tune:
	@$(MAKE) STUDY=camera prepare
	@$(MAKE) tune-variables
	@$(MAKE) tune-slices
	@$(MAKE) tune-rungs

# camera_TRIALS, camera_RUNGS, camera_SCENARIOS_<rung>
tune-variables:
	@$(call filechk,$(camera_trials)/variables.mk,$(bin)/tune variables --controller $(CONTROLLER) --config $(camera_config)/tune.json | sed 's/^/camera_/')
-include $(camera_trials)/variables.mk

tune-slices:
	@[ -n '$(filter $(HOLD),$(camera_LOCATIONS))' ] \
	  || { echo "make: HOLD is $(HOLD); one of $(camera_LOCATIONS) is needed" >&2; exit 64; }
	@[ -n '$(word 2,$(camera_tuned_locations))' ] \
	  || { echo "make: tuning needs two locations beside HOLD; there is $(camera_tuned_locations)" >&2; exit 64; }
	@for rung in $(camera_RUNGS); do for trial in $(camera_TRIALS); do \
	  $(call filechk,$(camera_trials)/$$rung/$$trial.json,$(bin)/tune draw --controller $(CONTROLLER) --trial $$trial \
	    --rung $$rung --config $(camera_config)/tune.json $(camera_config)/trainnet.json $(camera_config)/simulate.json); done; done

# Which trials a rung has is known when the one before is done.
tune-rungs:
	@for rung in $(camera_RUNGS); do $(MAKE) $(jobs) camera_rung=$$rung tune-rung; done
	@$(bin)/tune report $(patsubst %,$(camera_tune)/%/trials.ndjson,$(camera_RUNGS)) -o $(camera_tune)/results.txt
	@cat $(camera_tune)/results.txt

ifdef camera_rung
camera_rung_folder := $(camera_tune)/$(camera_rung)
camera_trial_list := $(if $(filter 1,$(camera_rung)),$(camera_trials)/variables.mk,$(camera_tune)/$(shell expr $(camera_rung) - 1)/kept)
camera_rung_trials := $(if $(filter 1,$(camera_rung)),$(camera_TRIALS),$(shell cat $(camera_trial_list)))
# Files of a trial are TRIAL/LOCATION.*
camera_trial = $(firstword $(subst /, ,$*))
camera_trial_slice = $(camera_trials)/$(camera_rung)/$(camera_trial).json
camera_tuned_series := $(patsubst %,$(camera)/series/%.ndjson.gz,$(camera_tuned_locations))
# Plans are those of any trial that is judged on as many.
camera_rung_plans = $(camera)/tune/plans/$(camera_SCENARIOS_$(camera_rung))/$(notdir $*).ndjson.gz
camera_trial_network := $(if $(filter forecast forecast_fixed,$(CONTROLLER)),$(camera_rung_folder)/%.network.ndjson.gz)

tune-rung: $(camera_rung_folder)/kept
.PRECIOUS: $(camera)/tune/plans/%.ndjson.gz $(camera_rung_folder)/%.network.ndjson.gz $(camera_rung_folder)/%.runs.ndjson.gz

# With the history that the study is judged with: what a forecast learns from it is one of the parameters.
$(camera)/tune/plans/%.ndjson.gz: $(call stage,camera,scengen) $(call stage,camera,solve) $(zones) $(camera_profiles) \
    $$(call grid_of,camera,$$(notdir $$*)) | $$(@D)/.
	$(call say,PLANS,rung $(camera_rung) in $(notdir $*))$(call run,camera,scengen,--zones $(zones) $(camera_models) \
	  $(call grid_folders,camera) --history-days 56 --locations $(notdir $*) --variations $(patsubst %/,%,$(dir $*))) \
	  | $(call run,camera,solve,$(camera_models) --certify 0) -o $@

$(camera_rung_folder)/%.network.ndjson.gz: $(camera_tuned_series) $(bin)/trainnet $$(camera_trial_slice) | $$(@D)/.
	$(call say,TRAIN,rung $(camera_rung) trial $(camera_trial) without $(notdir $*))$(bin)/trainnet --config $(camera_trial_slice) \
	  --leave-out $(camera_ZONE_$(notdir $*)) $(common) $(camera_tuned_series) -o $@

$(camera_rung_folder)/%.runs.ndjson.gz: $(camera_trial_network) $$(camera_rung_plans) $(bin)/simulate $$(camera_trial_slice) $(camera_profiles) | $$(@D)/.
	$(call say,SIMULATE,rung $(camera_rung) trial $(camera_trial) in $(notdir $*))$(bin)/simulate --config $(camera_trial_slice) $(camera_models) \
	  --controllers $(CONTROLLER) $(addprefix --network ,$(filter %.network.ndjson.gz,$^)) $(common) $(camera_rung_plans) -o $@

$(camera_rung_folder)/%/trial.ndjson: $(foreach location,$(camera_tuned_locations),$(camera_rung_folder)/%/$(location).runs.ndjson.gz) $(bin)/aggregate $(bin)/tune
	@$(bin)/aggregate --ratio regret/naive_regret --where status=ok --cluster zone$(comma)start $(common) \
	  $(filter %.runs.ndjson.gz,$^) | $(bin)/tune score --controller $(CONTROLLER) --config $(camera_config)/tune.json \
	  --trial $* --rung $(camera_rung) $(common) --plain -o $@

$(camera_rung_folder)/trials.ndjson: $(patsubst %,$(camera_rung_folder)/%/trial.ndjson,$(camera_rung_trials)) $(camera_trial_list)
	@cat $(filter %/trial.ndjson,$^) >$@

$(camera_rung_folder)/kept: $(camera_rung_folder)/trials.ndjson $(bin)/tune $(camera_config)/tune.json
	@$(bin)/tune keep --controller $(CONTROLLER) --config $(camera_config)/tune.json $(common) $< -o $@
endif
