package io.glance.api.replicator;

/** The lists that a server has. None of them has all images. */
enum ImageList {
  USUAL(""),
  HIDDEN("&os_hidden=true"),
  COMMUNITY("&visibility=community"),
  HIDDEN_COMMUNITY("&visibility=community&os_hidden=true");

  private final String query;

  ImageList(String query) {
    this.query = query;
  }

  /** What follows other parameters. */
  String query() {
    return query;
  }

  /** Servers of long ago have no such images, and refuse to look for them. */
  boolean mayBeUnknown() {
    return this == COMMUNITY || this == HIDDEN_COMMUNITY;
  }

  /** Whether an image is looked at here. Those of our own community are in two lists. */
  boolean isPlaceOf(Description image) {
    return image.text("visibility").equals("community") == mayBeUnknown();
  }
}
