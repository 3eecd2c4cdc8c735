# The published study's grid as a study of its own, a shard per configuration: scenarios -> plans -> policies -> runs -> table.
# It takes profiles, zones, grid files and the general forecast, which was trained without California, from the camera study.

paper := $(OUT)/paper$(profile_suffix)
paper_config := $(paper)/config
# What each configuration's network of the original study learns from.
paper_training := --locations CA,NY --dates 01-15,04-15,07-15,10-15

.PHONY: paper paper-slices paper-results
## make paper      the published grid: its eight configurations on four dates, in tables
paper:
	@$(MAKE) prepare
	@$(MAKE) paper-slices
	@$(MAKE) $(jobs) paper-results
	@cat $(paper)/table.txt; echo; cat $(paper)/configurations.txt

paper-slices:
	@pipelines/remove-dead-temporaries $(paper)
	@for tool in scengen solve trainnet simulate aggregate plot; do \
	  $(call filechk,$(paper_config)/$$tool.json,$(bin)/$$tool --config pipelines/paper/config.jsonc \
	    $(if $(SEED),--seed $(SEED)) --print-config); done
	@$(call filechk,$(paper_config)/paper.mk,$(bin)/scengen --config $(paper_config)/scengen.json --zones $(zones) $(grid_folders) \
	  --make-variables | grep ^CONFIGURATIONS)

# CONFIGURATIONS
-include $(paper_config)/paper.mk

.PRECIOUS: $(foreach stage,plans lessons policies,$(paper)/$(stage)/%.ndjson.gz)
paper_figures := overall wishes weights battery season gaps
paper-results: $(paper)/table.txt $(paper)/configurations.txt $(patsubst %,$(paper)/figures/%.svg,$(paper_figures))

paper_scengen = $(bin)/scengen --config $(paper_config)/scengen.json --zones $(zones) $(models) $(grid_folders) --configurations $* $(common)
paper_solve = $(bin)/solve --config $(paper_config)/solve.json $(models) $(common)
paper_inputs = $(foreach tool,scengen solve,$(bin)/$(tool) $(paper_config)/$(tool).json) $(zones) $(profiles)

$(paper)/plans/%.ndjson.gz: $(paper_inputs) $$(call grid_of,CA) | $$(@D)/.
	$(call say,PLANS,$*)$(paper_scengen) | $(paper_solve) -o $@

$(paper)/lessons/%.ndjson.gz: $(paper_inputs) $$(call grid_of,CA) $$(call grid_of,NY) | $$(@D)/.
	$(call say,PLANS,$* (training))$(paper_scengen) $(paper_training) | $(paper_solve) -o $@

$(paper)/policies/%.ndjson.gz: $(paper)/lessons/%.ndjson.gz $(bin)/trainnet $(paper_config)/trainnet.json $(profiles) | $$(@D)/.
	$(call say,TRAIN,policy for $*)$(bin)/trainnet --config $(paper_config)/trainnet.json $(models) $(common) $< -o $@

$(paper)/runs/%.ndjson.gz: $(paper)/plans/%.ndjson.gz $(paper)/policies/%.ndjson.gz $(study)/networks/CA.ndjson.gz \
    $(bin)/simulate $(paper_config)/simulate.json $(profiles) | $$(@D)/.
	$(call say,SIMULATE,$*)$(bin)/simulate --config $(paper_config)/simulate.json $(models) $(common) $< \
	  --policy $(word 2,$^) --network $(word 3,$^) -o $@

$(paper)/summaries.ndjson.gz: $(patsubst %,$(paper)/runs/%.ndjson.gz,$(CONFIGURATIONS)) \
    $(bin)/aggregate $(paper_config)/aggregate.json
	$(call say,AGGREGATE,$(words $(CONFIGURATIONS)) configurations)$(bin)/aggregate \
	  --config $(paper_config)/aggregate.json $(common) $(filter %.ndjson.gz,$^) -o $@

paper_controllers := naive,forecast,policy,published_oracle,oracle
paper_plot = $(call say,PLOT,$(@F))$(bin)/plot table --config $(paper_config)/plot.json $(common) \
  --controllers $(paper_controllers)
$(paper)/table.txt: $(paper)/summaries.ndjson.gz $(bin)/plot $(paper_config)/plot.json
	$(paper_plot) $< -o $@
$(paper)/configurations.txt: $(paper)/summaries.ndjson.gz $(bin)/plot $(paper_config)/plot.json
	$(paper_plot) --by configuration,controller --metric gain/clairvoyant_gain $< -o $@

# The published figures: all controllers, and by what the configurations differ in.
gain_share := --metric gain/clairvoyant_gain
$(paper)/figures/overall.svg: chart := controllers $(gain_share)
$(paper)/figures/wishes.svg: chart := groups --by accuracy_req $(gain_share)
$(paper)/figures/weights.svg: chart := groups --by success_weight $(gain_share)
$(paper)/figures/battery.svg: chart := groups --by capacity_wh $(gain_share)
$(paper)/figures/season.svg: chart := groups --by season $(gain_share)
$(paper)/figures/gaps.svg: chart := foresight --metric utility
$(patsubst %,$(paper)/figures/%.svg,$(paper_figures)): $(paper)/summaries.ndjson.gz $(bin)/plot $(paper_config)/plot.json | $$(@D)/.
	$(call say,PLOT,$(@F))$(bin)/plot $(chart) --config $(paper_config)/plot.json $(common) \
	  --controllers $(paper_controllers) $< -o $@
