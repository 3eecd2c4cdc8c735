# The camera study: grid -> scenarios -> plans -> runs -> summaries -> figures and report, a shard per location and season.

studies += camera
camera := $(call study_folder,camera)
camera_config := $(camera)/config
camera_configuration := $(call study_configuration,camera)
camera_report := $(camera)/report.html
camera_results := $(camera)/results.txt

##   MODELS=FILE    power profiles of the vision models, for your own (default: model-data/power_profiles.json)
MODELS ?= model-data/power_profiles.json
$(call check_file,MODELS)
camera_models := --models $(MODELS)
# The checksum of MODELS, as another file may be older than what was made from the one before.
camera_profiles := $(camera_config)/models

##   PROFILE=judge  of the camera: a study of more weeks with more history
camera_check = $(call check_profile,camera,study smoke judge)$(check_grid)
# What a profile draws instead of the study's scenarios.
camera_smoke := --locations CA,NY --seasons winter,summer --variations 3 --horizon-days 2 --tail-days 1
camera_judge := --variations 24 --history-days 56

## make camera     the camera study, as `make` does
## make judge      the same on 384 weeks with 56 days of history each, every location forecast without itself
.PHONY: judge
judge:
	@$(MAKE) PROFILE=judge camera

# --- prepare: slices of the configuration, and which grid files there are -----------------------------------------

.PHONY: camera-slices
camera-slices: tools
	@pipelines/remove-dead-temporaries $(camera) $(OUT)/energy-data $(bin)
	@for tool in $(filter-out gridgen gridimport,$(tools)); do \
	  options=$$([ $$tool != scengen ] || echo $(camera_$(PROFILE))); \
	  $(call slice,camera,$$tool,$$options); done
	@$(call filechk,$(camera_profiles),cksum <$(MODELS))
	@$(call grid_slices,camera)

-include $(camera_config)/study.mk

camera_shards := $(foreach location,$(camera_LOCATIONS),$(foreach season,$(camera_SEASONS),$(location)-$(season)))
camera_season = $(lastword $(subst -, ,$1))
camera_location = $(patsubst %-$(call camera_season,$1),%,$1)
camera_series := $(patsubst %,$(camera)/series/%.ndjson.gz,$(camera_LOCATIONS))

# --- study: binaries and slices are plain prerequisites, without rules ---------------------------------------------

# What no other rule names is named here, or make would take it for an intermediate file and remove it.
.PHONY: camera-files
camera-files: $(call modelled_years,camera) $(camera_series) $(foreach folder,scenarios plans,$(call shards,camera,$(folder))) \
    $(patsubst %,$(camera)/figures/%.svg,controllers weights seasons zones models batteries week spread ranks front foresight hours \
      charging decisions learning) $(camera_report) $(camera_results)

$(camera)/series/%.ndjson.gz: $(call stage,camera,scengen) $(zones) $$(call grid_of,camera,$$*) | $$(@D)/.
	$(call say,SERIES,$*)$(call run,camera,scengen,--zones $(zones) $(call grid_folders,camera) --series --locations $*) -o $@

$(camera)/scenarios/%.ndjson.gz: $(call stage,camera,scengen) $(zones) $(camera_profiles) $$(call grid_of,camera,$$(call camera_location,$$*)) | $$(@D)/.
	$(call say,SCENARIOS,$*)$(call run,camera,scengen,--zones $(zones) $(camera_models) $(call grid_folders,camera) \
	  --locations $(call camera_location,$*) --seasons $(call camera_season,$*)) -o $@

$(camera)/plans/%.ndjson.gz: $(camera)/scenarios/%.ndjson.gz $(call stage,camera,solve) $(camera_profiles) | $$(@D)/.
	$(call say,SOLVE,$*)$(call run,camera,solve,$(camera_models)) $< -o $@

# Each location is forecast by a network that never saw it.
camera_forecast = $(call run,camera,trainnet,--leave-out $(camera_ZONE_$1)) $(camera_series)
$(camera)/networks/%.ndjson.gz: $(camera_series) $(call stage,camera,trainnet) | $$(@D)/.
	$(call say,TRAIN,without $*)$(call camera_forecast,$*) -o $@

# Rules and learned controllers apart: what is learned depends on the other locations' grids, what is a rule does not.
$(camera)/runs/%.ndjson.gz: $(camera)/plans/%.ndjson.gz $(call stage,camera,simulate) $(camera_profiles) | $$(@D)/.
	$(call say,SIMULATE,$*)$(call run,camera,simulate,$(camera_models)) $< -o $@

camera_learned := forecast,forecast_fixed
$(camera)/learned-runs/%.ndjson.gz: $(camera)/plans/%.ndjson.gz $$(camera)/networks/$$(call camera_location,$$*).ndjson.gz \
    $(call stage,camera,simulate) $(camera_profiles) | $$(@D)/.
	$(call say,SIMULATE,$* (learned))$(call run,camera,simulate,$(camera_models) --controllers $(camera_learned) \
	  --network $(word 2,$^)) $< -o $@

# The original study's network, imitating the plans of the other locations; and one that in two rounds more learned what
# is best in the states it comes to by itself, for which its labels of charging must be those of a state.
camera_plans := $(call shards,camera,plans)
camera_imitate = $(call run,camera,trainnet --task policy,$(camera_models) --leave-out $(camera_ZONE_$*)) $(camera_plans) -o $@
$(camera)/policies/%.ndjson.gz: $(camera_plans) $(call stage,camera,trainnet) $(camera_profiles) | $$(@D)/.
	$(call say,TRAIN,policy without $*)$(camera_imitate)
$(camera)/relabelled/%.ndjson.gz: $(camera_plans) $(call stage,camera,trainnet) $(camera_profiles) | $$(@D)/.
	$(call say,TRAIN,policy without $* (relabelled))$(camera_imitate) --relabel 2 --charge-label start

camera_imitations := policy,policy_guarded,policy_relabelled,policy_relabelled_guarded
camera_policies_of = $(camera)/policies/$1.ndjson.gz $(camera)/relabelled/$1.ndjson.gz
$(camera)/policy-runs/%.ndjson.gz: $(camera)/plans/%.ndjson.gz $$(call camera_policies_of,$$(call camera_location,$$*)) \
    $(call stage,camera,simulate) $(camera_profiles) | $$(@D)/.
	$(call say,SIMULATE,$* (policies))$(call run,camera,simulate,$(camera_models) --controllers $(camera_imitations) \
	  --policy $(word 2,$^) --policy $(word 3,$^)) $< -o $@

# What they did hour by hour; a week in the life is the liveliest of these.
camera_traced := naive,policy,mpc_ar,forecast,oracle
camera_traces := $(call shards,camera,traces)
$(camera)/traces/%.ndjson.gz: $(camera)/plans/%.ndjson.gz $$(camera)/networks/$$(call camera_location,$$*).ndjson.gz \
    $$(camera)/policies/$$(call camera_location,$$*).ndjson.gz $(call stage,camera,simulate) $(camera_profiles) | $$(@D)/.
	$(call say,TRACE,$*)$(call run,camera,simulate,$(camera_models) --controllers $(camera_traced) \
	  --network $(word 2,$^) --policy $(word 3,$^)) $< --trace interval --trace-output $@ -o /dev/null

# Findings are about the controller to deploy; not in the configuration, as runs of rules alone would have nothing of it.
$(camera)/summaries.ndjson.gz: $(call shards,camera,runs) $(call shards,camera,learned-runs) $(call shards,camera,policy-runs) \
    $(call stage,camera,aggregate) | $$(@D)/.
	$(call say,AGGREGATE,$(words $(camera_shards)) shards)$(call run,camera,aggregate) \
	  --about forecast $(filter %.ndjson.gz,$^) -o $@

camera_words := pipelines/camera/words.jsonc
camera_plot = $(call say,PLOT,$(@F))$(call run,camera,plot $1,--words $(camera_words) --zones $(zones))
camera_plotting := $(call stage,camera,plot) $(camera_words) $(zones)
$(camera)/figures/controllers.svg: $(camera)/summaries.ndjson.gz $(camera_plotting) | $$(@D)/.
	$(call camera_plot,controllers) $< -o $@

camera_groups := seasons zones models batteries
$(camera)/figures/seasons.svg: camera_by := zone$(comma)season
$(camera)/figures/zones.svg: camera_by := zone
$(camera)/figures/models.svg: camera_by := success_model
$(camera)/figures/batteries.svg: camera_by := capacity_wh
$(patsubst %,$(camera)/figures/%.svg,$(camera_groups)): $(camera)/summaries.ndjson.gz $(camera_plotting) | $$(@D)/.
	$(call camera_plot,groups --by $(camera_by)) $< -o $@

$(camera)/figures/week.svg: $(camera_traces) $(camera_plotting) | $$(@D)/.
	$(call camera_plot,week) $(filter %.ndjson.gz,$^) -o $@

# Every run counts here, and not only means.
camera_runs := $(foreach folder,runs learned-runs policy-runs,$(call shards,camera,$(folder)))
$(camera)/figures/spread.svg: $(camera_runs) $(camera_plotting) | $$(@D)/.
	$(call camera_plot,violin --x controller --y clean_fraction) $(filter %.ndjson.gz,$^) -o $@
$(camera)/figures/ranks.svg: $(camera)/summaries.ndjson.gz $(camera_plotting) | $$(@D)/.
	$(call camera_plot,ranks) $< -o $@
$(patsubst %,$(camera)/figures/%.svg,front foresight weights): $(camera)/figures/%.svg: $(camera)/summaries.ndjson.gz $(camera_plotting) | $$(@D)/.
	$(call camera_plot,$*) $< -o $@

# Those that the configuration has, each of these records.
camera_drawn_hours := $(camera_series)
camera_drawn_charging := $(camera_traces)
camera_drawn_decisions := $(camera_traces)
camera_drawn_learning = $(foreach folder,policies relabelled,$(patsubst %,$(camera)/$(folder)/%.ndjson.gz,$(camera_LOCATIONS)))
camera_configured := hours charging decisions learning
$(patsubst %,$(camera)/figures/%.svg,$(camera_configured)): $(camera)/figures/%.svg: $$(camera_drawn_$$*) $(camera_plotting) | $$(@D)/.
	$(call camera_plot,figure --name $*) $(filter %.ndjson.gz,$^) -o $@

camera_networks := $(foreach folder,networks policies relabelled,$(patsubst %,$(camera)/$(folder)/%.ndjson.gz,$(camera_LOCATIONS)))
# The configuration's figures may be of any of these, of runs as well.
$(camera_report): $(camera)/summaries.ndjson.gz $(camera_traces) $(camera_networks) $(camera_series) $(camera_runs) $(camera_plotting)
	$(call camera_plot,report) $(filter %.ndjson.gz,$^) --note '$(camera_made_by)' -o $@

# How a reader makes the report again: on the same grid files, whose checksums are those of the records.
camera_made_by = make$(foreach variable,CONFIG MODELS,$(if $(filter file,$(origin $(variable))),, $(variable)=$($(variable))))$(if $(filter-out study,$(PROFILE)), PROFILE=$(PROFILE))$(if $(SEED), SEED=$(SEED))

## make report.pdf the report as PDF, by headless Chromium
.PHONY: report.pdf
report.pdf:
	@$(MAKE) STUDY=camera prepare
	@$(MAKE) $(jobs) $(camera)/report.pdf

camera_browser = $(firstword $(foreach name,chromium chromium-browser google-chrome,$(shell command -v $(name))))
$(camera)/report.pdf: $(camera_report)
	@[ -n '$(camera_browser)' ] || { echo 'make: report.pdf needs Chromium: sudo apt-get install chromium' >&2; exit 69; }
	$(call say,PRINT,$(@F))'$(camera_browser)' --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf=$@ \
	  'file://$(abspath $<)' 2>/dev/null

camera_python := $(builds)/notebook
camera_notebook_packages := polars nbclient nbformat ipykernel

## make notebook   run the notebook that reads the study with Polars; it comes from PyPI, with Jupyter's kernel
.PHONY: notebook
notebook: $(camera)/summaries.ndjson.gz
	@[ -e $(camera_python)/ready ] || { python3 -m venv $(camera_python) && $(camera_python)/bin/pip install --quiet \
	  --disable-pip-version-check --retries 1 --timeout 15 $(camera_notebook_packages) && touch $(camera_python)/ready; } \
	  || { echo "make: Python's venv module and PyPI ($(camera_notebook_packages)) are needed for the notebook" >&2; exit 69; }
	@STUDY=$(abspath $(camera)) $(camera_python)/bin/python pipelines/camera/run_notebook.py pipelines/camera/study.ipynb $(camera)/study.ipynb

$(camera_results): $(camera)/summaries.ndjson.gz $(camera_plotting) $(camera_report)
	$(call camera_plot,results) $< --note 'The report: $(camera_report)' -o $@
