# syntax=docker/dockerfile:1
# One image, three programs: glance-api (the default), glance-registry, glance-manage.
#   docker build -t glance-java .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/cache/maven mvn -B -Dmaven.repo.local=/cache/maven -DskipTests '-P!lint' package

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 42415 glance \
 && useradd --system --uid 42415 --gid glance --home-dir /var/lib/glance --shell /usr/sbin/nologin glance \
 && install -d -o glance -g glance -m 0750 /var/lib/glance /var/lib/glance/images /var/log/glance /etc/glance

WORKDIR /usr/share/glance-java
COPY --from=build /src/bin bin
COPY --from=build /src/glance-registry/target/glance-registry.jar glance-registry/
COPY --from=build /src/glance-registry/target/lib glance-registry/lib
COPY --from=build /src/glance-api/target/glance-api.jar glance-api/
COPY --from=build /src/glance-api/target/lib glance-api/lib
COPY etc/schema-image.json etc/ovf-metadata.json /etc/glance/
COPY etc/metadefs /etc/glance/metadefs
# A training run: the services start twice as fast. An image without it works the same.
RUN ln -s /usr/share/glance-java/bin/glance-* /usr/bin/ \
 && (bin/aot-cache || echo 'no fast start in this image')

USER glance
WORKDIR /var/lib/glance
VOLUME /var/lib/glance
EXPOSE 9292 9191
# glance-registry: set GLANCE_HEALTHCHECK_PORT=9191.
HEALTHCHECK --interval=10s --timeout=6s --start-period=60s --start-interval=1s \
  CMD ["/usr/share/glance-java/bin/healthcheck"]
CMD ["glance-api"]
