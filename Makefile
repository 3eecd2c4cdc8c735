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
sources := Package.swift Makefile README.md Sources Tests energy-data model-data pipelines

# What a variable's value $1 has of blanks and of characters that the shell or make would take for something else.
special := * ? [ ] { } ~ $$ ' " \ & | ; < > ( ) \# % : = ! ^ `
unfit = $(strip $(if $(filter-out 1,$(words x$1x)),blanks) $(foreach character,$(special),$(findstring $(character),$1)))
# Ends make unless the variable $1 can be written into a recipe as it is.
check_word = $(if $(call unfit,$($1)),$(error $1 is "$($1)", with $(call unfit,$($1)); a name without is needed))
# The same of one that names a folder in which recipes remove files.
check_folder = $(call check_word,$1)$(if $(filter . .. / ./ ../,$($1)),$(error $1 is "$($1)"; a folder of its own is needed))
check_file = $(call check_word,$1)$(if $(wildcard $($1)),,$(error $1 is "$($1)"; there is no such file))

##   GRID=DIR       folder of measured grid files; before energy-data and the modelled years
GRID ?=
$(foreach folder,$(GRID),$(if $(wildcard $(folder)/.),,$(error GRID is $(GRID); there is no folder $(folder))))
##   CONFIG=FILE    configuration of the camera study, for one of your own (default: pipelines/camera/config.jsonc)
CONFIG ?= pipelines/camera/config.jsonc
$(call check_file,CONFIG)
##   MODELS=FILE    power profiles of the vision models, for your own (default: model-data/power_profiles.json)
MODELS ?= model-data/power_profiles.json
$(call check_file,MODELS)
##   PROFILE=smoke  a study of seconds instead of the whole one; judge: one of more weeks with more history
PROFILE ?= study
##   SEED=N         seed of all random numbers (default: the configuration's)
SEED ?=
##   ARCH=CPU       processor to build for, as clang's -march names it (default: this machine's; on a cluster x86-64-v3)
ARCH ?= $(if $(CLUSTER),x86-64-v3,native)
##   OUT=DIR        where all that is made goes; elsewhere than out, the source tree is only read
OUT ?= out
$(call check_folder,OUT)
# `make clean` removes OUT, so it must hold neither the sources nor a home, nor lie in the sources.
holds = $(filter $(patsubst %/,%,$(abspath $1))/%,$2/)
$(if $(OUT),,$(error OUT is empty; a folder such as out is needed))
$(foreach folder,$(CURDIR) $(HOME),$(if $(call holds,$(OUT),$(folder)),$(error OUT is "$(OUT)", which holds $(folder); a folder of its own is needed)))
$(foreach folder,.git $(filter-out %.swift Makefile %.md,$(sources)),$(if $(call holds,$(folder),$(abspath $(OUT))),$(error OUT is "$(OUT)", among the sources in $(folder); a folder of its own is needed)))
##   PREFIX=DIR     where `make install` puts the tools, what they need, their manual pages and completions
PREFIX ?= /usr/local
$(if $(PREFIX),,$(error PREFIX is empty; a folder such as /usr/local is needed))
$(call check_folder,PREFIX)
##   DESTDIR=DIR    a folder that stands for the root of the file system when packages are made
DESTDIR ?=
$(call check_folder,DESTDIR)
##   PROGRAM_PREFIX=P  what the installed programs' names begin with (default: ocharge-; empty: solve, plot and so on)
PROGRAM_PREFIX ?= ocharge-
$(call check_folder,PROGRAM_PREFIX)
$(if $(findstring /,$(PROGRAM_PREFIX)),$(error PROGRAM_PREFIX is "$(PROGRAM_PREFIX)", with /; the beginning of a name is needed))
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
# A temporary for the file $1, with the name of its maker for pipelines/remove-dead-temporaries.
host := $(shell uname -n)
temporary = $1.$$$$-0@$(host).tmp
# Replaces the file $1 by the output of the command $2 if that differs: what depends on it is stale only then. The command $3
# prepares the new file.
filechk = mkdir -p $(dir $1); $2 >$(temporary); $(if $3,$3 $(temporary);) \
  if cmp -s $(temporary) $1; then rm $(temporary); else mv $(temporary) $1; fi
# The same for a file that makes of several studies may make at once, in a rule: $2 is a command that makes the file named behind
# it. One that another make was first with stays as it is, or what was made from it would be stale.
make_once = $2 $(temporary); \
  if cmp -s $(temporary) $1 && [ -z "$$(find $^ -newer $1)" ]; then rm $(temporary); else mv $(temporary) $1; fi

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
	@for tool in $(tools); do $(call filechk,$(bin)/$$tool,cat $(build_folder)/release/$$tool,chmod +x); done

.PHONY: package
package:
	@[ $(OUT) = out ] || { mkdir -p $(OUT); printf '%s\n' '$(made_mark)' '# Made by make in $(CURDIR).' >$(OUT)/CACHEDIR.TAG; }
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

root := $(DESTDIR)$(abspath $(PREFIX))
share := $(root)/share
# What the tools look for: as in a checkout, below share/optimal-charge.
shared := model-data/power_profiles.json energy-data/zones.jsonc $(addprefix pipelines/,camera/config.jsonc camera/words.jsonc camera/device.jsonc paper/config.jsonc)
# Of each tool: what makes a file, and the file.
installed = '--generate-manual' $(share)/man/man1/$1.1 \
  '--generate-completion-script bash' $(share)/bash-completion/completions/$1 \
  '--generate-completion-script zsh' $(share)/zsh/site-functions/_$1 \
  '--generate-completion-script fish' $(share)/fish/vendor_completions.d/$1.fish

## make install    copy the tools to PREFIX/bin as PROGRAM_PREFIX and name, with what they need, manual pages and completions
install: tools
	@for file in $(shared); do install -D -m 644 $$file $(share)/optimal-charge/$$file; done
	@install -d $(root)/bin $(share)/man/man1 $(share)/bash-completion/completions \
	  $(share)/zsh/site-functions $(share)/fish/vendor_completions.d
	@make_file() { while [ $$# -gt 1 ]; do "$$program" $$1 >"$$2"; chmod 644 "$$2"; shift 2; done; }; \
	$(foreach tool,$(tools),program=$(root)/bin/$(PROGRAM_PREFIX)$(tool); \
	  install $(bin)/$(tool) $$program; make_file $(call installed,$(PROGRAM_PREFIX)$(tool));)

## make uninstall  remove what `make install` with the same PREFIX and PROGRAM_PREFIX copied
uninstall:
	@rm -f $(foreach tool,$(tools),$(root)/bin/$(PROGRAM_PREFIX)$(tool) \
	  $(filter $(share)/%,$(call installed,$(PROGRAM_PREFIX)$(tool)))) $(addprefix $(share)/optimal-charge/,$(shared))
	@[ ! -d $(share)/optimal-charge ] || find $(share)/optimal-charge -depth -type d -empty -delete

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
	@[ $(OUT) = out ] || [ ! -e $(OUT) ] || grep -qsx '$(made_mark)' $(OUT)/CACHEDIR.TAG \
	  || { echo "make: OUT is $(OUT), which make did not make; it is left alone" >&2; exit 64; }
	rm -rf $(OUT) $(builds)

# The mark of folders that can be made again, as https://bford.info/cachedir has it.
made_mark := Signature: 8a477f597d28d172789f06886806bc55

## make help       this list
help:
	@echo "Usage: make [TARGET] [-jN] [VARIABLE=VALUE ...]"; echo
	@sed -n 's/^## //p' $(MAKEFILE_LIST) | grep '^make'; echo; echo "Variables:"
	@sed -n 's/^## //p' $(MAKEFILE_LIST) | grep -v '^make'
