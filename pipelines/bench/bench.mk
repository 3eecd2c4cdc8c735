# Benchmarks against peers: ratios within one run on this machine, commands in turns, medians (DESIGN §11).

bench := $(OUT)/bench
bench_package := pipelines/bench/streambench
bench_build := .build/bench-$(ARCH)
bench_tool := $(bench_build)/release/streambench
bench_options := --threads 1 --quiet

# Data of one day and of seven at five minutes; runs many times over for aggregate, as BGZF files may be concatenated.
bench_grid_of_zones = $(patsubst %,$(bench)/grid/%_2024_5_minute.csv,$1)
bench_grid := $(call bench_grid_of_zones,US-CAL-LDWP US-NY-NYIS)
bench_draw = $(bin)/scengen --config pipelines/camera/config.jsonc --grid $(bench)/grid --locations CA,NY \
  --seasons winter,summer --seed 1 $(bench_options)

$(bench)/grid/%_2024_5_minute.csv: | tools $$(@D)/.
	$(bin)/gridgen --zone $* $(bench_options) -o $@

$(bench)/samples.ndjson: | bench-tool $$(@D)/.
	$(bench_tool) samples 60 >$@

$(bench)/samples.ndjson.gz: $(bench)/samples.ndjson
	$(bench_tool) compress $< 1 >$@

$(bench)/day.ndjson.gz: $(bench_grid)
	$(bench_draw) --horizon-days 1 --variations 4 -o $@

$(bench)/week.ndjson.gz: $(bench_grid)
	$(bench_draw) --horizon-days 7 --variations 4 -o $@

# The original study's batch: 4 locations, 4 seasons, 4 variations.
$(bench)/batch.ndjson.gz: $(bench_grid) $(call bench_grid_of_zones,US-FLA-FPL US-NW-PSEI)
	$(bench_draw) --locations CA,FL,NW,NY --seasons winter,spring,summer,autumn --horizon-days 7 --variations 4 | \
	  $(bin)/solve $(bench_options) -o $@

$(bench)/first.ndjson.gz: $(bench)/day.ndjson.gz
	zcat $< | sed -n 1p | gzip >$@

$(bench)/plans.ndjson.gz: $(bench)/week.ndjson.gz
	$(bin)/solve $(bench_options) $< -o $@

$(bench)/policy.ndjson.gz: $(bench)/plans.ndjson.gz
	$(bin)/trainnet --task policy --config pipelines/camera/config.jsonc $(bench_options) $< -o $@

$(bench)/runs.ndjson.gz: $(bench)/plans.ndjson.gz
	$(bin)/simulate $(bench_options) --controllers naive_weak,naive,threshold,oracle $< -o $@.once
	for _ in {1..1000}; do cat $@.once; done >$@
	rm $@.once

# The solvers' problems: single steps (task by task, the first of each day), the published study's 24 steps on its smaller
# device, and a day and a week of each location and season.
bench_solver_problems := $(patsubst %,$(bench)/solvers/%.ndjson.gz,steps slots day week)
$(bench)/solvers/steps.ndjson.gz: bench_solver_options := --horizon-days 1 --tail-days 0 --history-days 0 --interval-s 3600 --variations 250
$(bench)/solvers/slots.ndjson.gz: bench_solver_options := --horizon-days 1 --tail-days 0 --history-days 0 --interval-s 3600 --task-interval-s 3600 \
  --seasons winter,spring,summer,autumn --variations 1 --charging slots --initial-fraction 1 --capacity-wh .105 \
  --charge-power-w .0057528 --accuracy-req .95 --latency-req-s .015
$(bench)/solvers/day.ndjson.gz: bench_solver_options := --horizon-days 1 --variations 1
$(bench)/solvers/week.ndjson.gz: bench_solver_options := --horizon-days 7 --variations 1
$(bench_solver_problems): $(bench_grid) | $$(@D)/.
	$(bench_draw) $(bench_solver_options) -o $@

.PHONY: bench-tool
bench-tool:
	@swift build --quiet --package-path $(bench_package) --configuration release --static-swift-stdlib \
	  --scratch-path $(bench_build) -Xcc -march=$(ARCH) -Xswiftc -cross-module-optimization 2>&1 | { grep -v mktemp || true; }

# $1 name, $2 aim, $3 clock, $4 ours, $5 peer;  $1 name, $2 aim, $3 items, $4 command
bench_compare = @$(bench_tool) compare '$1' '$2' $3 '$4' '$5'
bench_each = @$(bench_tool) each '$1' '$2' $3 '$4'
bench_heading = @printf '\n%-36s%10s%10s%10s%10s\n' '$1' $2
bench_controllers := naive_weak naive threshold mpc oracle

## make bench      measure the tools against their peers; takes minutes, leave the machine alone meanwhile
.PHONY: bench
bench: tools bench-tool $(addprefix $(bench)/,samples.ndjson samples.ndjson.gz day.ndjson.gz week.ndjson.gz \
    first.ndjson.gz plans.ndjson.gz batch.ndjson.gz runs.ndjson.gz)
	@$(bench_tool) verify
	@echo; $(bench_tool) codec
	@echo "aim: 500 MB/s, no allocation, 40 x JSONDecoder, 30 x JSONEncoder"
	$(call bench_heading,compression,ours peer ratio aim)
	$(call bench_compare,written on one thread / zlib -1,0.9,cpu,$(bench_tool) compress $(bench)/samples.ndjson 1 >/dev/null,$(bench_tool) zlib $(bench)/samples.ndjson)
	$(call bench_compare,the same / gzip -1,1,cpu,$(bench_tool) compress $(bench)/samples.ndjson 1 >/dev/null,gzip -1 <$(bench)/samples.ndjson >/dev/null)
	$(call bench_compare,two threads / one (wall),1.6,wall,$(bench_tool) compress $(bench)/samples.ndjson 2 >/dev/null,$(bench_tool) compress $(bench)/samples.ndjson 1 >/dev/null)
	$(call bench_compare,read on one thread / zcat,1,cpu,$(bench_tool) expand $(bench)/samples.ndjson.gz 1 >/dev/null,zcat $(bench)/samples.ndjson.gz >/dev/null)
	$(call bench_compare,two threads / one (wall),1.6,wall,$(bench_tool) expand $(bench)/samples.ndjson.gz 2 >/dev/null,$(bench_tool) expand $(bench)/samples.ndjson.gz 1 >/dev/null)
	$(call bench_heading,start,ours "" "" "at most")
	$(foreach tool,$(tools),$(call bench_each,$(tool) --version,8 ms,1,$(bin)/$(tool) --version >/dev/null)$(bench_newline))
	$(call bench_heading,solve: each scenario,ours "" "" "at most")
	$(call bench_each,one day,25 ms,16,$(bin)/solve $(bench_options) $(bench)/day.ndjson.gz >/dev/null)
	$(call bench_each,seven days,150 ms,16,$(bin)/solve $(bench_options) $(bench)/week.ndjson.gz >/dev/null)
	$(call bench_each,one day by GLPK,150 ms,1,$(bin)/solve --method glpk $(bench_options) $(bench)/first.ndjson.gz >/dev/null)
	$(call bench_heading,simulate: million tasks a second,ours "" "" "")
	$(foreach controller,$(bench_controllers),@$(bench_tool) rate $(controller) 1935360 '$(bin)/simulate $(bench_options) --controllers $(controller) $(bench)/plans.ndjson.gz >/dev/null'$(bench_newline))
	$(call bench_heading,simulate,ours "" "" "at most")
	$(call bench_each,4 x 4 x 4 weeks x 8 controllers,20 s,1,$(bin)/simulate $(bench_options) $(bench)/batch.ndjson.gz >/dev/null)
	$(call bench_heading,aggregate,ours peer ratio aim)
	$(call bench_compare,means by controller / zcat (wall),0.71,wall,$(bin)/aggregate $(bench_options) --by controller --metric utility$(comma)relative_accuracy --where controller=naive $(bench)/runs.ndjson.gz >/dev/null,zcat $(bench)/runs.ndjson.gz >/dev/null)

	@$(MAKE) bench-memory
	@$(MAKE) bench-solvers
	@$(MAKE) bench-simulate
	@$(MAKE) bench-train
	@$(MAKE) bench-aggregate

# HiGHS is the version that OR-Tools brings along, for two do not go into one process.
bench_peers := .build/venv
bench_peer_packages := pulp==3.3.2 ortools==9.15.6755 highspy==1.12.0

## make bench-solvers  the part of it that compares solve with other solvers; they come from PyPI into .build/venv
.PHONY: bench-solvers
bench-solvers: tools bench-tool $(bench_solver_problems)
	@[ -e $(bench_peers)/ready ] || { python3 -m venv $(bench_peers) && $(bench_peers)/bin/pip install --quiet --disable-pip-version-check \
	  --retries 1 --timeout 15 $(bench_peer_packages) && touch $(bench_peers)/ready; } || true
	@if [ -e $(bench_peers)/ready ]; then $(bench_peers)/bin/python pipelines/bench/solve_peers.py $(bench_tool) \
	  model-data/power_profiles.json $(bench)/solvers; \
	else echo "bench: Python's venv module and PyPI ($(bench_peer_packages)) are needed to compare with other solvers; left out" >&2; fi

bench_simulate_peers := .build/venv-simulate
bench_simulate_peer_packages := numba==0.68.1 numpy==2.4.6

## make bench-simulate  the part of it that compares simulate with numba and plain Python; they come from PyPI
.PHONY: bench-simulate
bench-simulate: tools bench-tool $(bench)/plans.ndjson.gz $(bench)/policy.ndjson.gz
	@[ -e $(bench_simulate_peers)/ready ] || { python3 -m venv $(bench_simulate_peers) && $(bench_simulate_peers)/bin/pip install --quiet \
	  --disable-pip-version-check --retries 1 --timeout 15 $(bench_simulate_peer_packages) && touch $(bench_simulate_peers)/ready; } || true
	@if [ -e $(bench_simulate_peers)/ready ]; then $(bench_simulate_peers)/bin/python pipelines/bench/simulate_peers.py $(bench_tool) \
	  $(bin)/simulate model-data/power_profiles.json $(bench)/plans.ndjson.gz $(bench)/policy.ndjson.gz; \
	else echo "bench: Python's venv module and PyPI ($(bench_simulate_peer_packages)) are needed to compare with numba; left out" >&2; fi

bench_train_peers := .build/venv-train
bench_train_peer_packages := torch==2.13.0 scikit-learn==1.7.2 numpy

$(bench)/series.ndjson.gz: $(bench_grid)
	$(bin)/scengen --grid $(bench)/grid --locations CA,NY --series --interval-s 3600 $(bench_options) -o $@

## make bench-train  the part of it that compares trainnet with PyTorch and scikit-learn; they come from PyPI, a large download
.PHONY: bench-train
bench-train: tools bench-tool $(bench)/series.ndjson.gz
	@[ -e $(bench_train_peers)/ready ] || { python3 -m venv $(bench_train_peers) && $(bench_train_peers)/bin/pip install --quiet \
	  --disable-pip-version-check --retries 1 --timeout 15 $(bench_train_peer_packages) && touch $(bench_train_peers)/ready; } || true
	@if [ -e $(bench_train_peers)/ready ]; then $(bench_train_peers)/bin/python pipelines/bench/train_peers.py $(bench_tool) \
	  $(bench)/series.ndjson.gz; \
	else echo "bench: Python's venv module and PyPI ($(bench_train_peer_packages)) are needed to compare with PyTorch; left out" >&2; fi

bench_aggregate_peers := .build/venv-aggregate
bench_aggregate_peer_packages := duckdb==2.0.1 polars==2.1.0 pandas==3.1.1

# Half a million runs, as BGZF and as one ordinary gzip member; with MANY=1 twenty times as many.
$(bench)/half.ndjson.gz: $(bench)/runs.ndjson.gz
	for _ in {1..8}; do cat $<; done >$@

$(bench)/half-gzip.ndjson.gz: $(bench)/half.ndjson.gz
	zcat $< | gzip -n >$@

$(bench)/many.ndjson.gz $(bench)/many-gzip.ndjson.gz: $(bench)/many%: $(bench)/half%
	for _ in {1..20}; do cat $<; done >$@

bench_aggregate_inputs := $(patsubst %,$(bench)/%.ndjson.gz,half-gzip half $(if $(MANY),many-gzip many))

## make bench-aggregate  the part of it that compares aggregate with DuckDB, Polars, pandas and Miller; from PyPI but for Miller
.PHONY: bench-aggregate
bench-aggregate: tools $(bench_aggregate_inputs)
	@[ -e $(bench_aggregate_peers)/ready ] || { python3 -m venv $(bench_aggregate_peers) && $(bench_aggregate_peers)/bin/pip install --quiet \
	  --disable-pip-version-check --retries 1 --timeout 15 $(bench_aggregate_peer_packages) && touch $(bench_aggregate_peers)/ready; } || true
	@if [ -e $(bench_aggregate_peers)/ready ]; then $(bench_aggregate_peers)/bin/python pipelines/bench/aggregate_peers.py $(bin)/aggregate \
	  $(bench_aggregate_inputs); \
	else echo "bench: Python's venv module and PyPI ($(bench_aggregate_peer_packages)) are needed to compare with DuckDB; left out" >&2; fi

define bench_newline


endef
