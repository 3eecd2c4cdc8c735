# What breaks the tools: damaged inputs, fuzzed readers, tests under sanitizers.

reliability_found := $(OUT)/reliability

##   TRIES=N        mutations to try (default: all)
TRIES ?=
##   SECONDS=N      how long `make fuzz` tries each reader (default: 60)
SECONDS := 60

## make mutations  damage every input of every tool in every way, and see what it makes of them; takes half an hour
.PHONY: mutations
mutations: tools
	@command -v python3 >/dev/null || { echo "make: python3 is needed to damage inputs and to tell what is broken" >&2; exit 69; }
	@python3 pipelines/reliability/mutations.py $(bin) --save $(reliability_found)/mutations $(if $(TRIES),--tries $(TRIES))

reliability_fuzz := $(builds)/fuzz
reliability_readers := gzip json csv configuration

## make fuzz       let libFuzzer look for input that the readers do not stand; crashes go to OUT/reliability
.PHONY: fuzz
fuzz: deps package
	FUZZ=1 swift build --package-path $(package) --configuration release --scratch-path $(reliability_fuzz) --product fuzz \
	  -Xswiftc -sanitize=fuzzer,address 2>&1 | { grep -v -e "use of .mktemp' is dangerous" -e __asan_extra_spill_area || true; }
	@for target in $(reliability_readers); do \
	  corpus=$(reliability_found)/fuzz/$$target; mkdir -p $$corpus; \
	  SWIFT_BACKTRACE=enable=no FUZZ_TARGET=$$target $(reliability_fuzz)/release/fuzz -max_total_time=$(SECONDS) -max_len=8192 -timeout=20 -print_final_stats=1 \
	    -verbosity=0 -artifact_prefix=$(reliability_found)/fuzz/$$target- $$corpus pipelines/reliability/fuzz/corpus/$$target; done

# The sanitizers make all of them slower: of long calculations, tests with sanitizers would tell nothing more.
reliability_tests := StreamIOTests RandomnessTests RecordsTests GridDataTests ProgrammesTests CameraPlanningTests StatisticsTests \
  ChartingTests CameraTests CommandSupportTests AggregateTests
## make sanitize   the libraries' tests under the address sanitizer, and again under the thread sanitizer
.PHONY: sanitize
sanitize: deps package
	for sanitizer in address thread; do \
	  swift build --package-path $(package) --build-tests --sanitize=$$sanitizer --scratch-path $(builds)/$$sanitizer; \
	  LSAN_OPTIONS=suppressions=$(abspath pipelines/reliability/leaks.txt) \
	  TSAN_OPTIONS=suppressions=$(abspath pipelines/reliability/races.txt) swift test --package-path $(package) --skip-build \
	    --sanitize=$$sanitizer --scratch-path $(builds)/$$sanitizer $(addprefix --filter ,$(reliability_tests)); done
