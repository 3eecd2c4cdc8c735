# Builds the tools, makes the smoke study with them, and keeps the installed tools and that study:
#
#     docker build --tag optimal-charge .
#     docker run --rm optimal-charge                         # the smoke study's results
#     docker run --rm -v "$PWD:/data" optimal-charge ocharge-solve --help
#
# The processor is that of `make deb`; --build-arg ARCH=x86-64-v3 is faster where it runs.

FROM swift:6.1-bookworm AS build
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends make libglpk-dev zlib1g-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /optimal-charge
COPY . .
ARG ARCH=x86-64-v2
RUN make ARCH=$ARCH PROFILE=smoke && make ARCH=$ARCH -o tools install DESTDIR=/installed

FROM debian:bookworm-slim
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends libglpk40 zlib1g && rm -rf /var/lib/apt/lists/*
COPY --from=build /installed/usr/local /usr/local
COPY --from=build /optimal-charge/out/camera-smoke /usr/local/share/optimal-charge/smoke
RUN useradd --create-home camera
USER camera
WORKDIR /data
CMD ["cat", "/usr/local/share/optimal-charge/smoke/results.txt"]
