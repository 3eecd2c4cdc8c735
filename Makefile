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
sources := Package.swift Makefile README.md Sources Services Tests energy-data model-data pipelines

# What a variable's value $1 has of blanks and of characters that the shell or make would take for something else.
special := * ? [ ] { } ~ $$ ' " \ & | ; < > ( ) \# % : = ! ^ `
unfit = $(strip $(if $(filter-out 1,$(words x$1x)),blanks) $(foreach character,$(special),$(findstring $(character),$1)))
# Ends make unless the variable $1 can be written into a recipe as it is.
check_word = $(if $(call unfit,$($1)),$(error $1 is "$($1)", with $(call unfit,$($1)); a name without is needed))
# The same of one that names a folder in which recipes remove files.
check_folder = $(call check_word,$1)$(if $(filter . .. / ./ ../,$($1)),$(error $1 is "$($1)"; a folder of its own is needed))
check_file = $(call check_word,$1)$(if $(wildcard $($1)),,$(error $1 is "$($1)"; there is no such file))

##   STUDY=NAME     the study of `make prepare`, `make study` and `make seeds` (default: camera)
STUDY ?= camera
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
# Package.swift has the list of tools, each the first word of a `tool(`, on the same line or the next.
tools := $(shell tr -d ' \n' <Package.swift | grep -o '\<tool."[a-z]*"' | cut -d '"' -f 2)
bin := $(OUT)/bin
# Swift's build writes beside Package.swift: outside the source tree, that is a folder of links to it.
package := $(if $(filter out,$(OUT)),.,$(OUT)/package)
builds := $(if $(filter out,$(OUT)),.build,$(OUT)/build)
build_folder := $(builds)/$(ARCH)
release := --quiet --configuration release --static-swift-stdlib -Xcc -march=$(ARCH) -Xswiftc -cross-module-optimization
packages := libglpk-dev zlib1g-dev
test_packages := jq miller tabix librsvg2-bin

# Folders, as order-only prerequisites: `| $$(@D)/.`
%/.: ; @mkdir -p $@

include pipelines/study.mk $(sort $(wildcard pipelines/*/*.mk))
$(if $(filter 1,$(words $(filter $(STUDY),$(studies)))),,$(error STUDY is "$(STUDY)"; one of these is needed: $(studies)))

.PHONY: all studies $(studies) $(addsuffix -check,$(studies)) prepare study tools test services test-services install uninstall dist deps test-deps why help clean

## make            build the tools, run the study, print the key results
all: $(STUDY)

## make studies    the same for all studies; each has a goal of its name, too
studies: $(studies)

# In two makes, as the second reads what the first cuts. Studies may be made side by side: their files are their own.
$(studies): %: %-check tools
	@$(MAKE) -o tools STUDY=$@ prepare
	@$(MAKE) -o tools STUDY=$@ $(jobs) study
	@awk 'FNR == 1 && NR > 1 { print "" } 1' $($@_results)

## make prepare    build the tools and cut the configuration into a slice per stage; only what changed is replaced
prepare: $(STUDY)-check tools $(STUDY)-slices

# Before the tools are built.
$(addsuffix -check,$(studies)): %-check: ; $($*_check)

## make study      the stages that are stale, on all cores or -jN
study: $(STUDY)-files

tools: deps package
	@[ -x $(bin)/plot ] || printf '  %-9s %s\n' BUILD 'the tools; this takes minutes the first time' >&2
	$(if $(V),,@)swift build --package-path $(package) $(release) --scratch-path $(build_folder) 2>&1 \
	  | { grep -v -e "use of .mktemp' is dangerous" || true; }
	@for tool in $(tools); do $(call filechk,$(bin)/$$tool,cat $(build_folder)/release/$$tool,chmod +x); done

.PHONY: package
package:
	@[ $(OUT) = out ] || { mkdir -p $(OUT); printf '%s\n' '$(made_mark)' '# Made by make in $(CURDIR).' >$(OUT)/CACHEDIR.TAG; }
	@[ $(package) = . ] || { mkdir -p $(package); ln -sfn $(abspath $(sources)) $(package)/; }

## make test       build and run all tests
test: deps package
	swift build --package-path $(package) --build-tests --scratch-path $(builds)/test
	swift test --package-path $(package) --skip-build --scratch-path $(builds)/test

# Services are a package of their own, with build folders of their own: no other goal fetches or builds what servers need. The
# versions are those of Services/Package.resolved.
servers := serve
server_package := --package-path $(package)/Services --force-resolved-versions
## make services   build the servers, OUT/bin/serve (Services/README.md)
services: deps package
	@[ -x $(bin)/serve ] || printf '  %-9s %s\n' BUILD 'the servers; this takes minutes the first time' >&2
	$(if $(V),,@)swift build $(server_package) $(release) --scratch-path $(builds)/services/$(ARCH)
	@for server in $(servers); do $(call filechk,$(bin)/$$server,cat $(builds)/services/$(ARCH)/release/$$server,chmod +x); done

## make test-services  build and run their tests
test-services: deps package
	swift build $(server_package) --build-tests --scratch-path $(builds)/services/test
	swift test $(server_package) --skip-build --scratch-path $(builds)/services/test

root := $(DESTDIR)$(abspath $(PREFIX))
share := $(root)/share
# What the tools look for: as in a checkout, below share/optimal-charge.
shared := model-data/power_profiles.json energy-data/zones.jsonc $(sort $(wildcard pipelines/*/*.jsonc))
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
