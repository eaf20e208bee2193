package io.glance.store.swift;

/** What a request is about: a path below the account's URL, and a query. */
record SwiftPath(String text) {

  static SwiftPath ofContainer(String container) {
    return new SwiftPath("/" + PercentEncoding.encode(container));
  }

  static SwiftPath ofObject(String container, String object) {
    return new SwiftPath(ofContainer(container).text() + "/" + PercentEncoding.encode(object));
  }

  /** The next names of a container, in order, that begin with {@code prefix}. */
  static SwiftPath ofNames(String container, String prefix, String after) {
    return new SwiftPath(
        "%s?format=json&prefix=%s&marker=%s"
            .formatted(
                ofContainer(container).text(),
                PercentEncoding.encode(prefix),
                PercentEncoding.encode(after)));
  }

  /** The next containers of the account, in order, whose names begin with {@code prefix}. */
  static SwiftPath ofContainers(String prefix, String after) {
    return new SwiftPath(
        "?format=json&prefix=%s&marker=%s"
            .formatted(PercentEncoding.encode(prefix), PercentEncoding.encode(after)));
  }

  SwiftPath with(String query) {
    return new SwiftPath(text + "?" + query);
  }
}
