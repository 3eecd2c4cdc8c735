# Resident memory of what streams, on 10^5 and on 10^7 records: scenarios of an hour and one task go down the chain, an
# observation every 5 seconds goes to decide.

bench_memory_sizes := 100000 10000000
bench_memory_scengen := --config pipelines/camera/config.jsonc --grid $(bench)/grid --locations NY --seasons winter \
  --horizon-days 0.0416666 --tail-days 0 --history-days 0 --interval-s 3600 --task-interval-s 3600
bench_memory_of = $(bench)/memory-$1

# Lines of tool and kB.
define bench_measure_memory
@printf '%9d records\n' $1 >&2; rm -f $(call bench_memory_of,$1)
@measured() { command time --append --output $(call bench_memory_of,$1) --format "$$1 %M" $(bin)/"$$@" --threads 2 --quiet; }; \
  measured scengen $(bench_memory_scengen) --variations $1 | measured solve | measured simulate --controllers naive | \
  measured aggregate --by controller --metric utility >/dev/null; \
  seq 1704067200 5 $$((1704067200 + 5 * ($1 - 1))) | sed 's/^/@/' | \
  date -u -f - '+{"time": "%FT%TZ", "battery_wh": 3, "carbon_free": 0.5}' | \
  measured decide --network $(bench)/forecast.ndjson.gz --device pipelines/camera/device.jsonc >/dev/null
endef

$(bench)/forecast.ndjson.gz: $(bench)/series.ndjson.gz
	$(bin)/trainnet $(bench_options) $< -o $@

## make bench-memory  the part of it that compares resident memory on 10^5 and 10^7 records
.PHONY: bench-memory
bench-memory: tools $(bench_grid) $(bench)/forecast.ndjson.gz
	@type -P time >/dev/null || { echo "bench: GNU time is needed to measure memory: sudo apt-get install time" >&2; exit 69; }
	$(foreach size,$(bench_memory_sizes),$(call bench_measure_memory,$(size))$(bench_newline))
	@printf '\n%-36s%10s%10s\n' 'resident memory' '10^5' '10^7'; \
	  join <(sort $(call bench_memory_of,$(word 1,$(bench_memory_sizes)))) <(sort $(call bench_memory_of,$(word 2,$(bench_memory_sizes)))) | \
	  awk '{ printf "%-36s%7.1f MB%7.1f MB\n", $$1, $$2 / 1024, $$3 / 1024; grown += $$3 > 1.1 * $$2 + 1024 } \
	    END { if (grown) { print "bench: memory grows with the records" > "/dev/stderr"; exit 1 } }'
