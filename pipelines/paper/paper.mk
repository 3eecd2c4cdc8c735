# The published study's grid as a study of its own, a shard per configuration: scenarios -> plans -> policies -> runs -> table.

studies += paper
paper := $(OUT)/paper
paper_config := $(paper)/config
paper_configuration := $(call study_configuration,paper)
paper_results := $(paper)/table.txt $(paper)/configurations.txt
paper_check = $(check_grid)
MODELS ?= model-data/power_profiles.json
paper_models := --models $(MODELS)
paper_profiles := $(paper_config)/models
# What each configuration's network of the original study learns from.
paper_training := --locations CA,NY --dates 01-15,04-15,07-15,10-15
# The general forecast is that of the camera's configuration, trained without California.
paper_forecast := $(paper)/forecast
paper_forecast_config := $(paper_forecast)/config
paper_forecast_configuration := pipelines/camera/config.jsonc

## make paper      the published grid: its eight configurations on four dates, in tables
.PHONY: paper-slices paper-files
paper-slices: tools
	@pipelines/remove-dead-temporaries $(paper) $(OUT)/energy-data $(bin)
	@for tool in scengen solve trainnet simulate aggregate plot; do $(call slice,paper,$$tool); done
	@for tool in scengen trainnet; do $(call slice,paper_forecast,$$tool); done
	@$(call filechk,$(paper_profiles),cksum <$(MODELS))
	@$(call grid_slices,paper_forecast)
	@$(call filechk,$(paper_config)/paper.mk,$(call run,paper,scengen,--zones $(zones) $(call grid_folders,paper_forecast)) \
	  --make-variables | sed -n 's/^CONFIGURATIONS/paper_shards/p')

-include $(paper_config)/paper.mk $(paper_forecast_config)/study.mk

.PRECIOUS: $(foreach folder,plans lessons policies,$(paper)/$(folder)/%.ndjson.gz)
paper_figures := overall wishes weights battery season gaps
paper-files: $(call modelled_years,paper_forecast) $(paper_results) $(patsubst %,$(paper)/figures/%.svg,$(paper_figures))

paper_scengen = $(call run,paper,scengen,--zones $(zones) $(paper_models) $(call grid_folders,paper_forecast) --configurations $*)
paper_solve = $(call run,paper,solve,$(paper_models))
paper_inputs = $(call stage,paper,scengen) $(call stage,paper,solve) $(zones) $(paper_profiles)

$(paper)/plans/%.ndjson.gz: $(paper_inputs) $$(call grid_of,paper_forecast,CA) | $$(@D)/.
	$(call say,PLANS,$*)$(paper_scengen) | $(paper_solve) -o $@

$(paper)/lessons/%.ndjson.gz: $(paper_inputs) $$(call grid_of,paper_forecast,CA) $$(call grid_of,paper_forecast,NY) | $$(@D)/.
	$(call say,PLANS,$* (training))$(paper_scengen) $(paper_training) | $(paper_solve) -o $@

$(paper)/policies/%.ndjson.gz: $(paper)/lessons/%.ndjson.gz $(call stage,paper,trainnet) $(paper_profiles) | $$(@D)/.
	$(call say,TRAIN,policy for $*)$(call run,paper,trainnet,$(paper_models)) $< -o $@

paper_series := $(patsubst %,$(paper_forecast)/series/%.ndjson.gz,$(paper_forecast_LOCATIONS))
$(paper_forecast)/series/%.ndjson.gz: $(call stage,paper_forecast,scengen) $(zones) $$(call grid_of,paper_forecast,$$*) | $$(@D)/.
	$(call say,SERIES,$*)$(call run,paper_forecast,scengen,--zones $(zones) $(call grid_folders,paper_forecast) --series --locations $*) -o $@

$(paper_forecast)/network.ndjson.gz: $(paper_series) $(call stage,paper_forecast,trainnet)
	$(call say,TRAIN,forecast without CA)$(call run,paper_forecast,trainnet,--leave-out $(paper_forecast_ZONE_CA)) $(paper_series) -o $@

$(paper)/runs/%.ndjson.gz: $(paper)/plans/%.ndjson.gz $(paper)/policies/%.ndjson.gz $(paper_forecast)/network.ndjson.gz \
    $(call stage,paper,simulate) $(paper_profiles) | $$(@D)/.
	$(call say,SIMULATE,$*)$(call run,paper,simulate,$(paper_models)) $< --policy $(word 2,$^) --network $(word 3,$^) -o $@

$(paper)/summaries.ndjson.gz: $(call shards,paper,runs) $(call stage,paper,aggregate)
	$(call say,AGGREGATE,$(words $(paper_shards)) configurations)$(call run,paper,aggregate) \
	  $(filter %.ndjson.gz,$^) -o $@

paper_controllers := naive,forecast,policy,published_oracle,oracle
# Its figures speak of the camera.
paper_words := pipelines/camera/words.jsonc
paper_plotting := $(call stage,paper,plot) $(paper_words)
paper_draw = $(call say,PLOT,$(@F))$(call run,paper,plot $1,--words $(paper_words) --controllers $(paper_controllers))
$(paper)/table.txt: $(paper)/summaries.ndjson.gz $(paper_plotting)
	$(call paper_draw,table) $< -o $@
$(paper)/configurations.txt: $(paper)/summaries.ndjson.gz $(paper_plotting)
	$(call paper_draw,table) --by configuration,controller --metric gain/clairvoyant_gain $< -o $@

# The published figures: all controllers, and by what the configurations differ in.
paper_gain_share := --metric gain/clairvoyant_gain
$(paper)/figures/overall.svg: paper_chart := controllers $(paper_gain_share)
$(paper)/figures/wishes.svg: paper_chart := groups --by accuracy_req $(paper_gain_share)
$(paper)/figures/weights.svg: paper_chart := groups --by success_weight $(paper_gain_share)
$(paper)/figures/battery.svg: paper_chart := groups --by capacity_wh $(paper_gain_share)
$(paper)/figures/season.svg: paper_chart := groups --by season $(paper_gain_share)
$(paper)/figures/gaps.svg: paper_chart := foresight --metric utility
$(patsubst %,$(paper)/figures/%.svg,$(paper_figures)): $(paper)/summaries.ndjson.gz $(paper_plotting) | $$(@D)/.
	$(call paper_draw,$(paper_chart)) $< -o $@
