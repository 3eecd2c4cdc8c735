# Better parameters for the forecast, and the book of trained networks.

tune := $(study)/tune
tuned_locations = $(filter-out $(HOLD),$(LOCATIONS))
jobs = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

##   HOLD=LOCATION  of `make tune`: the location that no trial touches (default: the last)
HOLD ?= $(lastword $(LOCATIONS))
##   REGISTRY=FILE  the book of trained networks (default: pipelines/camera/registry.ndjson)
REGISTRY ?= pipelines/camera/registry.ndjson

# TRIALS, RUNGS, SCENARIOS_<rung>
prepare_goals += tune-variables
.PHONY: tune-variables
tune-variables: camera-slices
	@$(call filechk,$(config)/trials.mk,$(bin)/tune variables --config $(config)/tune.json)
-include $(config)/trials.mk

# A trial is judged where it did not learn: on each of the locations in turn, by the network of the others.
trial_files = $(foreach trial,$2,$(tune)/$1/$(trial)/trial.ndjson.gz)
trial_rung = $(firstword $(subst /, ,$1))
tuned_series = $(foreach location,$(tuned_locations),$(study)/series/$(location).ndjson.gz)
trial_plans = $(foreach location,$(tuned_locations),$(tune)/plans/$1-$(location).ndjson.gz)
plan_rung = $(firstword $(subst -, ,$1))
plan_location = $(patsubst $(call plan_rung,$1)-%,%,$1)

$(tune)/plans/%.ndjson.gz: $(bin)/scengen $(bin)/solve $(config)/scengen.json $(config)/solve.json $(config)/trials.mk \
    $(zones) $(profiles) $$(call grid_of,$$(call plan_location,$$*)) | $$(@D)/.
	$(call say,PLANS,rung $*)$(bin)/scengen --config $(config)/scengen.json $(grid_folders) --history 56 \
	  --locations $(call plan_location,$*) --count $(SCENARIOS_$(call plan_rung,$*)) $(common) \
	  | $(bin)/solve --config $(config)/solve.json --certify 0 $(common) -o $@

$(tune)/%/trial.ndjson.gz: $(bin)/tune $(bin)/trainnet $(bin)/simulate $(bin)/aggregate $(config)/tune.json \
    pipelines/camera/config.jsonc $(profiles) $$(tuned_series) $$(call trial_plans,$$(call trial_rung,$$*)) | $$(@D)/.
	$(call say,TRIAL,$* (rung/trial))$(bin)/tune draw --trial $(notdir $*) --rung $(call trial_rung,$*) \
	  --config $(config)/tune.json pipelines/camera/config.jsonc -o $(@D)/config.json; \
	$(foreach location,$(tuned_locations), \
	  $(bin)/trainnet --config $(@D)/config.json --leave-out $(ZONE_$(location)) $(common) \
	    $(tuned_series) -o $(@D)/$(location).network.ndjson.gz; \
	  $(bin)/simulate --config $(@D)/config.json --controllers forecast --network $(@D)/$(location).network.ndjson.gz \
	    $(common) $(tune)/plans/$(call trial_rung,$*)-$(location).ndjson.gz -o $(@D)/$(location).runs.ndjson.gz;) \
	$(bin)/aggregate --ratio regret/naive_regret --where status=ok --cluster zone$(comma)start $(common) \
	  $(patsubst %,$(@D)/%.runs.ndjson.gz,$(tuned_locations)) \
	  | $(bin)/tune score --trial $(notdir $*) --rung $(call trial_rung,$*) --config $(config)/tune.json $(common) -o $@

.PHONY: tune tune-rungs tune-rung register promote
## make tune       search for better parameters of the forecast, trial by trial, on all locations but HOLD
tune:
	@$(MAKE) prepare
	@$(MAKE) tune-rungs

tune-rungs:
	@trials="$(TRIALS)"; all=; for rung in $(RUNGS); do \
	  $(MAKE) $(jobs) tune-rung rung=$$rung trials="$$trials"; \
	  files=$$(for trial in $$trials; do echo $(tune)/$$rung/$$trial/trial.ndjson.gz; done); all="$$all $$files"; \
	  trials=$$($(bin)/tune keep --config $(config)/tune.json $$files | tr '\n' ' '); \
	done; $(bin)/tune report $$all

tune-rung: $$(call trial_files,$$(rung),$$(trials))

## make register   enter the study's networks in REGISTRY, each with its runs where it was left out
register:
	@$(MAKE) prepare
	@$(MAKE) $(jobs) study
	@$(MAKE) register-networks

.PHONY: register-networks
register-networks:
	@$(foreach location,$(LOCATIONS),$(bin)/registry add $(REGISTRY) --name forecast-$(location) \
	  --network $(study)/networks/$(location).ndjson.gz $(foreach season,$(SEASONS),--runs \
	    $(study)/learned-runs/$(location)-$(season).ndjson.gz) \
	  $(foreach other,$(filter-out $(location),$(LOCATIONS)),--series $(study)/series/$(other).ndjson.gz) \
	  --command 'trainnet --config $(config)/trainnet.json --leave-out $(ZONE_$(location))';)
	@$(bin)/registry list $(REGISTRY)

## make promote    mark the best network of each location in REGISTRY; one that is worse where it was left out stays behind
promote: tools
	@$(bin)/registry promote $(REGISTRY)
	@$(bin)/registry list $(REGISTRY)
