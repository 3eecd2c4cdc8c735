# The camera study: grid -> scenarios -> plans -> runs -> summaries -> figures and report, a shard per location and season.

# Studies of different profiles stand side by side.
profile_suffix := $(if $(filter study,$(PROFILE)),,-$(PROFILE))
study := $(OUT)/camera$(profile_suffix)
config := $(study)/config
report := $(study)/report.html
results := $(study)/results.txt

# The checksum of MODELS, as another file may be older than what was made from the one before.
profiles := $(config)/models
models := --models $(MODELS)
zones := energy-data/zones.jsonc
# Modelled years are those of a seed, whatever study asks for them.
YEARS := $(OUT)/energy-data
grid_folders = $(foreach folder,$(GRID) energy-data $(YEARS),--grid $(folder))
common := --threads 1 --quiet$(if $(RETRIES), --retries $(RETRIES))

# What a profile draws instead of the study's scenarios.
study_scengen :=
smoke_scengen := --locations CA,NY --seasons winter,summer --variations 3 --horizon-days 2 --tail-days 1
judge_scengen := --variations 24 --history-days 56
ifneq ($(words $(PROFILE)) $(words $(filter study smoke judge,$(PROFILE))),1 1)
$(error PROFILE is $(PROFILE); study, smoke or judge is expected)
endif

# --- prepare: slices of the configuration, and which grid files there are -----------------------------------------

prepare_goals += camera-slices
.PHONY: camera-slices
camera-slices: tools
	@pipelines/remove-dead-temporaries $(study) $(OUT)/energy-data $(bin)
	@for tool in $(filter-out gridgen gridimport,$(tools)); do \
	  options=$$([ $$tool != scengen ] || echo $($(PROFILE)_scengen)); \
	  $(call filechk,$(config)/$$tool.json,$(call print_slice,$$tool) $$options --print-config); done
	@$(call filechk,$(config)/models,cksum <$(MODELS))
	@seed=$$($(call print_slice,gridgen) --print-config | tr -dc 0-9-); \
	years=$(OUT)/energy-data$$([ $$seed = 1 ] || echo /seed-$$seed); \
	$(call filechk,$$years/gridgen.json,$(call print_slice,gridgen) --print-config); \
	variables() { echo "YEARS := $$years"; $(bin)/scengen --config $(config)/scengen.json --zones $(zones) \
	  $(foreach folder,$(GRID) energy-data,--grid $(folder)) --grid $$years --make-variables; }; \
	$(call filechk,$(config)/study.mk,variables)
	@$(grid_contents_function) while read -r name _ files; do [[ $$name != GRID_FILES_* ]] \
	  || { $(call filechk,$(config)/grid/$${name#GRID_FILES_},grid_contents $$files); }; done <$(config)/study.mk

print_slice = $(bin)/$1 --config $(CONFIG) $(if $(SEED),--seed $(SEED))

# What a location's grid files hold: a checksum of measured ones; a modelled year is made by a rule of its own.
define grid_contents_function
grid_contents() { for file; do case $$file in $(OUT)/*) echo "$$file" ;; *) cksum "$$file" ;; esac; done; };
endef

# YEARS, LOCATIONS, SEASONS, ZONE_<location>, GRID_FILES_<location>
-include $(config)/study.mk

shards := $(foreach location,$(LOCATIONS),$(foreach season,$(SEASONS),$(location)-$(season)))
season = $(lastword $(subst -, ,$1))
location = $(patsubst %-$(call season,$1),%,$1)
grid_of = $(config)/grid/$1 $(GRID_FILES_$1)
shard_files = $(patsubst %,$(study)/$1/%.ndjson.gz,$(shards))
series := $(patsubst %,$(study)/series/%.ndjson.gz,$(LOCATIONS))

# --- study: binaries and slices are plain prerequisites, without rules ---------------------------------------------

# What no other rule names is named here, or make would take it for an intermediate file and remove it.
grid_files = $(filter $(OUT)/%,$(foreach location,$(LOCATIONS),$(GRID_FILES_$(location))))
study_goals += $(grid_files) $(series) $(foreach stage,scenarios plans,$(call shard_files,$(stage)))
study_goals += $(addprefix $(study)/figures/,controllers.svg weights.svg seasons.svg zones.svg models.svg batteries.svg week.svg spread.svg ranks.svg \
  front.svg foresight.svg hours.svg charging.svg decisions.svg learning.svg) $(report) $(results)

$(YEARS)/%_2024_5_minute.csv: $(bin)/gridgen $(zones) $(YEARS)/gridgen.json | $$(@D)/.
	$(call say,GRID,$* (modelled))$(call make_once,$@,$(bin)/gridgen --config $(YEARS)/gridgen.json --zones $(zones) --zone $* --quiet -o)

$(study)/series/%.ndjson.gz: $(bin)/scengen $(config)/scengen.json $(zones) $$(call grid_of,$$*) | $$(@D)/.
	$(call say,SERIES,$*)$(bin)/scengen --config $(config)/scengen.json --zones $(zones) $(grid_folders) --series --locations $* $(common) -o $@

$(study)/scenarios/%.ndjson.gz: $(bin)/scengen $(config)/scengen.json $(zones) $(profiles) $$(call grid_of,$$(call location,$$*)) | $$(@D)/.
	$(call say,SCENARIOS,$*)$(bin)/scengen --config $(config)/scengen.json --zones $(zones) $(models) $(grid_folders) \
	  --locations $(call location,$*) --seasons $(call season,$*) $(common) -o $@

$(study)/plans/%.ndjson.gz: $(study)/scenarios/%.ndjson.gz $(bin)/solve $(config)/solve.json $(profiles) | $$(@D)/.
	$(call say,SOLVE,$*)$(bin)/solve --config $(config)/solve.json $(models) $(common) $< -o $@

# Each location is forecast by a network that never saw it.
train_forecast = trainnet --config $(config)/trainnet.json --leave-out $(ZONE_$1) $(common) $(series)
$(study)/networks/%.ndjson.gz: $(series) $(bin)/trainnet $(config)/trainnet.json | $$(@D)/.
	$(call say,TRAIN,without $*)$(bin)/$(call train_forecast,$*) -o $@

# Rules and learned controllers apart: what is learned depends on the other locations' grids, what is a rule does not.
$(study)/runs/%.ndjson.gz: $(study)/plans/%.ndjson.gz $(bin)/simulate $(config)/simulate.json $(profiles) | $$(@D)/.
	$(call say,SIMULATE,$*)$(bin)/simulate --config $(config)/simulate.json $(models) $(common) $< -o $@

learned := forecast,forecast_fixed
$(study)/learned-runs/%.ndjson.gz: $(study)/plans/%.ndjson.gz $$(study)/networks/$$(call location,$$*).ndjson.gz \
    $(bin)/simulate $(config)/simulate.json $(profiles) | $$(@D)/.
	$(call say,SIMULATE,$* (learned))$(bin)/simulate --config $(config)/simulate.json $(models) --controllers $(learned) \
	  --network $(word 2,$^) $(common) $< -o $@

# The original study's network, imitating the plans of the other locations; and one that in two rounds more learned what
# is best in the states it comes to by itself, for which its labels of charging must be those of a state.
all_plans := $(call shard_files,plans)
imitate = $(bin)/trainnet --task policy --config $(config)/trainnet.json $(models) --leave-out $(ZONE_$*) $(common) $(all_plans) -o $@
$(study)/policies/%.ndjson.gz: $(all_plans) $(bin)/trainnet $(config)/trainnet.json $(profiles) | $$(@D)/.
	$(call say,TRAIN,policy without $*)$(imitate)
$(study)/relabelled/%.ndjson.gz: $(all_plans) $(bin)/trainnet $(config)/trainnet.json $(profiles) | $$(@D)/.
	$(call say,TRAIN,policy without $* (relabelled))$(imitate) --relabel 2 --charge-label start

imitations := policy,policy_guarded,policy_relabelled,policy_relabelled_guarded
policies_of = $(study)/policies/$1.ndjson.gz $(study)/relabelled/$1.ndjson.gz
$(study)/policy-runs/%.ndjson.gz: $(study)/plans/%.ndjson.gz $$(call policies_of,$$(call location,$$*)) \
    $(bin)/simulate $(config)/simulate.json $(profiles) | $$(@D)/.
	$(call say,SIMULATE,$* (policies))$(bin)/simulate --config $(config)/simulate.json $(models) --controllers $(imitations) \
	  --policy $(word 2,$^) --policy $(word 3,$^) $(common) $< -o $@

# What they did hour by hour; a week in the life is the liveliest of these.
traced := naive,policy,mpc_ar,forecast,oracle
traces := $(call shard_files,traces)
$(study)/traces/%.ndjson.gz: $(study)/plans/%.ndjson.gz $$(study)/networks/$$(call location,$$*).ndjson.gz \
    $$(study)/policies/$$(call location,$$*).ndjson.gz $(bin)/simulate $(config)/simulate.json $(profiles) | $$(@D)/.
	$(call say,TRACE,$*)$(bin)/simulate --config $(config)/simulate.json $(models) --controllers $(traced) \
	  --network $(word 2,$^) --policy $(word 3,$^) $(common) $< --trace interval --trace-output $@ -o /dev/null

# Findings are about the controller to deploy; not in the configuration, as runs of rules alone would have nothing of it.
$(study)/summaries.ndjson.gz: $(call shard_files,runs) $(call shard_files,learned-runs) $(call shard_files,policy-runs) \
    $(bin)/aggregate $(config)/aggregate.json | $$(@D)/.
	$(call say,AGGREGATE,$(words $(shards)) shards)$(bin)/aggregate --config $(config)/aggregate.json $(common) \
	  --about forecast $(filter %.ndjson.gz,$^) -o $@

words_file := pipelines/camera/words.jsonc
plot = $(call say,PLOT,$(@F))$(bin)/plot $1 --config $(config)/plot.json --words $(words_file) --zones $(zones) $(common)
plot_inputs := $(bin)/plot $(config)/plot.json $(words_file) $(zones)
$(study)/figures/controllers.svg: $(study)/summaries.ndjson.gz $(plot_inputs) | $$(@D)/.
	$(call plot,controllers) $< -o $@

groups := seasons zones models batteries
$(study)/figures/seasons.svg: group := zone$(comma)season
$(study)/figures/zones.svg: group := zone
$(study)/figures/models.svg: group := success_model
$(study)/figures/batteries.svg: group := capacity_wh
$(patsubst %,$(study)/figures/%.svg,$(groups)): $(study)/summaries.ndjson.gz $(plot_inputs) | $$(@D)/.
	$(call plot,groups --by $(group)) $< -o $@

$(study)/figures/week.svg: $(traces) $(plot_inputs) | $$(@D)/.
	$(call plot,week) $(filter %.ndjson.gz,$^) -o $@

# Every run counts here, and not only means.
all_runs := $(foreach folder,runs learned-runs policy-runs,$(call shard_files,$(folder)))
$(study)/figures/spread.svg: $(all_runs) $(plot_inputs) | $$(@D)/.
	$(call plot,violin --x controller --y clean_fraction) $(filter %.ndjson.gz,$^) -o $@
$(study)/figures/ranks.svg: $(study)/summaries.ndjson.gz $(plot_inputs) | $$(@D)/.
	$(call plot,ranks) $< -o $@
$(patsubst %,$(study)/figures/%.svg,front foresight weights): $(study)/figures/%.svg: $(study)/summaries.ndjson.gz $(plot_inputs) | $$(@D)/.
	$(call plot,$*) $< -o $@

# Those that the configuration has, each of these records.
drawn_hours := $(series)
drawn_charging := $(traces)
drawn_decisions := $(traces)
drawn_learning = $(foreach folder,policies relabelled,$(patsubst %,$(study)/$(folder)/%.ndjson.gz,$(LOCATIONS)))
configured := hours charging decisions learning
$(patsubst %,$(study)/figures/%.svg,$(configured)): $(study)/figures/%.svg: $$(drawn_$$*) $(plot_inputs) | $$(@D)/.
	$(call plot,figure --name $*) $(filter %.ndjson.gz,$^) -o $@

networks := $(foreach folder,networks policies relabelled,$(patsubst %,$(study)/$(folder)/%.ndjson.gz,$(LOCATIONS)))
# The configuration's figures may be of any of these, of runs as well.
$(report): $(study)/summaries.ndjson.gz $(traces) $(networks) $(series) $(all_runs) $(plot_inputs)
	$(call plot,report) $(filter %.ndjson.gz,$^) --note '$(made_by)' -o $@

# How a reader makes the report again: on the same grid files, whose checksums are those of the records.
made_by = make$(foreach variable,CONFIG MODELS,$(if $(filter file,$(origin $(variable))),, $(variable)=$($(variable))))$(if $(filter-out study,$(PROFILE)), PROFILE=$(PROFILE))$(if $(SEED), SEED=$(SEED))

## make report.pdf the report as PDF, by headless Chromium
.PHONY: report.pdf
report.pdf:
	@$(MAKE) prepare
	@$(MAKE) $(jobs) $(study)/report.pdf

browser = $(firstword $(foreach name,chromium chromium-browser google-chrome,$(shell command -v $(name))))
$(study)/report.pdf: $(report)
	@[ -n '$(browser)' ] || { echo 'make: report.pdf needs Chromium: sudo apt-get install chromium' >&2; exit 69; }
	$(call say,PRINT,$(@F))'$(browser)' --headless --no-sandbox --disable-gpu --no-pdf-header-footer --print-to-pdf=$@ \
	  'file://$(abspath $<)' 2>/dev/null

notebook_python := $(builds)/notebook
notebook_packages := polars nbclient nbformat ipykernel

## make notebook   run the notebook that reads the study with Polars; it comes from PyPI, with Jupyter's kernel
.PHONY: notebook
notebook: $(study)/summaries.ndjson.gz
	@[ -e $(notebook_python)/ready ] || { python3 -m venv $(notebook_python) && $(notebook_python)/bin/pip install --quiet \
	  --disable-pip-version-check --retries 1 --timeout 15 $(notebook_packages) && touch $(notebook_python)/ready; } \
	  || { echo "make: Python's venv module and PyPI ($(notebook_packages)) are needed for the notebook" >&2; exit 69; }
	@STUDY=$(abspath $(study)) $(notebook_python)/bin/python pipelines/camera/run_notebook.py pipelines/camera/study.ipynb $(study)/study.ipynb

$(results): $(study)/summaries.ndjson.gz $(plot_inputs) $(report)
	$(call plot,results) $< --note 'The report: $(report)' -o $@
