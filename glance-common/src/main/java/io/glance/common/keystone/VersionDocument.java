package io.glance.common.keystone;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The JSON in which the identity service lists its versions, or describes one of them. */
record VersionDocument(@Nullable Versions versions, @Nullable Version version) {

  record Versions(@Nullable List<Version> values) {}

  record Version(@Nullable String id, @Nullable List<Link> links) {
    private boolean isThird() {
      return id != null && (id.equals("v3") || id.startsWith("v3."));
    }

    private Stream<String> self() {
      return links == null
          ? Stream.empty()
          : links.stream().filter(link -> "self".equals(link.rel())).map(Link::href);
    }
  }

  record Link(@Nullable String rel, String href) {}

  /**
   * Where version 3 is, without a slash at its end; empty if there is none.
   *
   * @param asked where this document was found
   */
  Optional<URI> third(URI asked) {
    Stream<Version> all =
        version != null
            ? Stream.of(version)
            : versions == null || versions.values() == null
                ? Stream.empty()
                : versions.values().stream();
    return all.filter(Version::isThird)
        .flatMap(Version::self)
        .map(href -> asked.resolve(href.replaceAll("/+$", "")))
        .findFirst();
  }
}
