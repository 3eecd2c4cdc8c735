# The registry of the study's networks: each with its runs on the location that it never saw.

##   REGISTRY=FILE  the registry of networks (default: pipelines/camera/registry.ndjson)
REGISTRY ?= pipelines/camera/registry.ndjson
##   NAME=N, VERSION=N  the network, and its version, to promote (default: the best of each name)
NAME ?=
VERSION ?=

.PHONY: register registered promote
## make register   enter the study's forecast networks in REGISTRY
register:
	@$(MAKE) STUDY=camera prepare
	@$(MAKE) $(jobs) registered

registered: $(patsubst %,$(camera)/networks/%.ndjson.gz,$(camera_LOCATIONS)) $(call shards,camera,learned-runs)
	@$(foreach location,$(camera_LOCATIONS),$(bin)/registry add $(REGISTRY) --config $(camera)/config/registry.json --name forecast-$(location) \
	  --network $(camera)/networks/$(location).ndjson.gz \
	  $(patsubst %,--runs $(camera)/learned-runs/$(location)-%.ndjson.gz,$(camera_SEASONS)) \
	  $(patsubst %,--series $(camera)/series/%.ndjson.gz,$(filter-out $(location),$(camera_LOCATIONS))) \
	  --command '$(patsubst $(bin)/%,%,$(call camera_forecast,$(location)))';)
	@$(bin)/registry list $(REGISTRY)

## make promote    promote the best version of each network, or the NAME and VERSION asked for, unless it is worse
promote: tools
	@$(bin)/registry promote $(REGISTRY) $(if $(NAME),--name $(NAME)) $(if $(VERSION),--network-version $(VERSION))
	@$(bin)/registry list $(REGISTRY)
