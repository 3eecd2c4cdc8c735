# Optimal Charge. `make` builds the tools and runs the camera study; `make help` says what else there is.

ifneq ($(filter 3.%,$(MAKE_VERSION)),)
$(error GNU make 4 or later is needed, here is $(MAKE_VERSION); on macOS: brew install make, then gmake)
endif

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:
.SECONDEXPANSION:
.PRECIOUS: %/.
.DEFAULT_GOAL := all

##   GRID=DIR       folder of measured grid files; before energy-data and the modelled years
GRID ?=
$(foreach folder,$(GRID),$(if $(wildcard $(folder)/.),,$(error GRID is $(GRID); there is no folder $(folder))))
##   PROFILE=smoke  a study of seconds instead of the whole one; judge: one of more weeks with more history
PROFILE ?= study
##   SEED=N         seed of all random numbers (default: the configuration's)
SEED ?=
##   ARCH=CPU       processor to build for, as clang's -march names it (default: this machine's; on a cluster x86-64-v3)
ARCH ?= $(if $(CLUSTER),x86-64-v3,native)
##   OUT=DIR        where all that is made goes; elsewhere than out, the source tree is only read
OUT ?= out
##   PREFIX=DIR     where `make install` puts the tools, their manual pages and completions
PREFIX ?= /usr/local
##   PROGRAM_PREFIX=P  what the installed programs' names begin with, for example oc-
PROGRAM_PREFIX ?=
##   RETRIES=N      tries more where a file cannot be read for a cause that may pass, as on shared file systems (default: none)
RETRIES ?=
##   V=1            show the commands
V ?=

tools := gridgen gridimport scengen solve trainnet tune simulate registry decide aggregate plot
bin := $(OUT)/bin
# Swift's build writes beside Package.swift: outside the source tree, that is a folder of links to it.
package := $(if $(filter out,$(OUT)),.,$(OUT)/package)
builds := $(if $(filter out,$(OUT)),.build,$(OUT)/build)
build_folder := $(builds)/$(ARCH)
packages := libglpk-dev zlib1g-dev
test_packages := jq miller tabix librsvg2-bin

comma := ,

# What a recipe does, in a line; V=1 shows the command as well.
say = $(if $(V),,@)printf '  %-9s %s\n' $1 '$2' >&2;
# Replaces the file $1 by the output of the command $2 if that differs: what depends on it is stale only then.
filechk = mkdir -p $(dir $1); $2 >$1.$$$$.tmp; if cmp -s $1.$$$$.tmp $1; then rm $1.$$$$.tmp; else mv $1.$$$$.tmp $1; fi

# Those of a killed run, below the folders $1.
remove_temporaries = for folder in $1; do [ ! -d $$folder ] || find $$folder -name '*.tmp' -delete; done

# Folders, as order-only prerequisites: `| $$(@D)/.`
%/.: ; @mkdir -p $@

# As many as asked for, else one a core.
jobs = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))

.PHONY: all prepare tools study judge compare-years test bench install uninstall dist deps test-deps why help clean

## make            build the tools, run the study, print the key results
all:
	@$(MAKE) prepare
	@$(MAKE) $(jobs) study
	@cat $(results)

include $(sort $(wildcard pipelines/*/*.mk))

## make prepare    build the tools and cut the configuration into a slice per stage; only what changed is replaced
prepare: tools $(prepare_goals)

tools: deps package
	@[ -x $(bin)/plot ] || printf '  %-9s %s\n' BUILD 'the tools; this takes minutes the first time' >&2
	$(if $(V),,@)swift build --package-path $(package) --quiet --configuration release --static-swift-stdlib --scratch-path $(build_folder) \
	  -Xcc -march=$(ARCH) -Xswiftc -cross-module-optimization 2>&1 | { grep -v -e "use of .mktemp' is dangerous" || true; }
	@for tool in $(tools); do $(call filechk,$(bin)/$$tool,cat $(build_folder)/release/$$tool); chmod +x $(bin)/$$tool; done

sources := Package.swift Makefile README.md Sources Tests energy-data model-data pipelines
.PHONY: package
package:
	@[ $(package) = . ] || { mkdir -p $(package); ln -sfn $(abspath $(sources)) $(package)/; }

## make study      the stages that are stale, on all cores or -jN
study: $(study_goals)

## make judge      the study on 384 weeks with 56 days of history each, every location forecast without itself
judge:
	@$(MAKE) PROFILE=judge

## make compare-years  is each modelled year like the measured one of its zone? Files of GRID, else of energy-data
compare-years: measured = $(wildcard $(addprefix $(or $(GRID),energy-data)/,*.csv *.csv.gz))
compare-years: tools
	@$(if $(measured),PATH="$(bin):$$PATH" energy-data/compare_years.py --seeds 5 $(measured), \
	  echo "make: no CSV file in $(or $(GRID),energy-data); say where: make compare-years GRID=DIR" >&2; exit 66)

## make test       build and run all tests
test: deps package
	swift build --package-path $(package) --build-tests --scratch-path $(builds)/test
	swift test --package-path $(package) --skip-build --scratch-path $(builds)/test

share := $(DESTDIR)$(PREFIX)/share
# Of each tool: what makes a file, and the file.
installed = '--generate-manual' $(share)/man/man1/$1.1 \
  '--generate-completion-script bash' $(share)/bash-completion/completions/$1 \
  '--generate-completion-script zsh' $(share)/zsh/site-functions/_$1 \
  '--generate-completion-script fish' $(share)/fish/vendor_completions.d/$1.fish

## make install    copy the tools to PREFIX/bin, with manual pages and completions of bash, zsh and fish
install: tools
	@install -d $(DESTDIR)$(PREFIX)/bin $(share)/man/man1 $(share)/bash-completion/completions \
	  $(share)/zsh/site-functions $(share)/fish/vendor_completions.d
	@make_file() { while [ $$# -gt 1 ]; do "$$program" $$1 >"$$2"; chmod 644 "$$2"; shift 2; done; }; \
	$(foreach tool,$(tools),program=$(DESTDIR)$(PREFIX)/bin/$(PROGRAM_PREFIX)$(tool); \
	  install $(bin)/$(tool) $$program; make_file $(call installed,$(PROGRAM_PREFIX)$(tool));)

## make uninstall  remove what `make install` with the same PREFIX and PROGRAM_PREFIX copied
uninstall:
	@rm -f $(foreach tool,$(tools),$(DESTDIR)$(PREFIX)/bin/$(PROGRAM_PREFIX)$(tool) \
	  $(filter /%,$(call installed,$(PROGRAM_PREFIX)$(tool))))

## make dist       the committed sources as OUT/optimal-charge-VERSION.tar.gz
version = $(word 6,$(shell grep suiteVersion Sources/CommandSupport/Version.swift))
dist:
	@mkdir -p $(OUT)
	git archive --prefix=optimal-charge-$(version)/ HEAD | gzip -n >$(OUT)/optimal-charge-$(version).tar.gz

## make deps       check for the system packages; install them as root or in CI, else say how
deps:
	@command -v swift >/dev/null || { echo "make: Swift 6.1 or later is needed: https://swift.org/install" >&2; exit 69; }
	@missing=$$(for file in glpk.h zlib.h; do [ -e /usr/include/$$file ] || echo $$file; done); \
	  [ -z "$$missing" ] || $(call install_packages,$(packages))

## make test-deps  the same for the programs that some tests call; those tests are skipped without them
test-deps:
	@for program in jq mlr bgzip rsvg-convert; do command -v $$program >/dev/null || missing=1; done; \
	  [ -z "$${missing-}" ] || $(call install_packages,$(test_packages))

install_packages = { \
  if [ "$$(id -u)" = 0 ] || [ "$${CI-}" = true ]; then \
    printf '  %-9s %s\n' INSTALL '$1' >&2; \
    root() { if [ "$$(id -u)" = 0 ]; then "$$@"; else sudo "$$@"; fi; }; \
    said=$$({ root apt-get update -qq && root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
      --no-install-recommends -o DPkg::Lock::Timeout=300 $1; } 2>&1) || { echo "$$said" >&2; exit 69; }; \
  else echo "make: please install what is missing: sudo apt-get install $1" >&2; exit 69; fi; }

## make why T=FILE why FILE would be made again
why:
	@$(if $(T),,echo "make: say which file: make why T=FILE" >&2; exit 64;) \
	  $(MAKE) -n --debug=basic '$(T)' | grep -E 'newer than target|does not exist|Must remake' \
	  || echo "$(T) is up to date"

## make clean      remove all that was made
clean:
	rm -rf $(OUT) $(builds)

## make help       this list
help:
	@echo "Usage: make [TARGET] [-jN] [VARIABLE=VALUE ...]"; echo
	@sed -n 's/^## //p' $(MAKEFILE_LIST) | grep '^make'; echo; echo "Variables:"
	@sed -n 's/^## //p' $(MAKEFILE_LIST) | grep -v '^make'
