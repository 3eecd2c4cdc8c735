# Packages: a Debian one, and an image of a container.

# For nearly any amd64 machine since 2009; ARCH=x86-64-v3, for those since 2013, trains networks in less time.
package_processor := $(if $(filter command environment,$(firstword $(origin ARCH))),$(ARCH),x86-64-v2)
package_folder := $(OUT)/deb

## make deb        a Debian package, OUT/optimal-charge_VERSION-1_amd64.deb, for x86-64-v2 (ARCH= for another processor)
.PHONY: deb docker
deb:
	@command -v dpkg-shlibdeps >/dev/null || ($(call install_packages,dpkg-dev))
	@rm -rf $(package_folder)/root
	@$(MAKE) ARCH=$(package_processor) bin=$(package_folder)/bin DESTDIR=$(package_folder)/root PREFIX=/usr install
	@pipelines/package/deb $(package_folder)/root $(version) $(package_processor) $(OUT)

## make docker     an image of a container with the tools installed, in which the smoke study was made
docker:
	docker build --tag optimal-charge:$(version) .
