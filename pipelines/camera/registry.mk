# The registry of the study's networks: each with its runs on the location that it never saw.

##   REGISTRY=FILE  the registry of networks (default: pipelines/camera/registry.ndjson)
REGISTRY ?= pipelines/camera/registry.ndjson
##   NAME=N, VERSION=N  the network, and its version, to promote (default: the best of each name)
NAME ?=
VERSION ?=

.PHONY: register registered promote
## make register   enter the study's forecast networks in REGISTRY
register:
	@$(MAKE) prepare
	@$(MAKE) $(jobs) registered

registered: $(patsubst %,$(study)/networks/%.ndjson.gz,$(LOCATIONS)) $(call shard_files,learned-runs)
	@$(foreach location,$(LOCATIONS),$(bin)/registry add $(REGISTRY) --config $(config)/registry.json --name forecast-$(location) \
	  --network $(study)/networks/$(location).ndjson.gz \
	  $(patsubst %,--runs $(study)/learned-runs/$(location)-%.ndjson.gz,$(SEASONS)) \
	  $(patsubst %,--series $(study)/series/%.ndjson.gz,$(filter-out $(location),$(LOCATIONS))) \
	  --command '$(call train_forecast,$(location))';)
	@$(bin)/registry list $(REGISTRY)

## make promote    promote the best version of each network, or the NAME and VERSION asked for, unless it is worse
promote: tools
	@$(bin)/registry promote $(REGISTRY) $(if $(NAME),--name $(NAME)) $(if $(VERSION),--network-version $(VERSION))
	@$(bin)/registry list $(REGISTRY)
