package io.glance.api.importing;

import org.jspecify.annotations.Nullable;

/** Where the bytes of an import come from. */
public sealed interface ImportMethod {
  /** As a request names it. */
  String name();

  /** Bytes that a node has staged. */
  record GlanceDirect() implements ImportMethod {
    static final String NAME = "glance-direct";

    @Override
    public String name() {
      return NAME;
    }
  }

  /**
   * Bytes of a web server.
   *
   * @param uri as the client sent it, which may be nothing
   */
  record WebDownload(@Nullable String uri) implements ImportMethod {
    static final String NAME = "web-download";

    @Override
    public String name() {
      return NAME;
    }

    /** The address may hold a password. */
    @Override
    public String toString() {
      return name();
    }
  }

  /**
   * Bytes and description of an image of another Glance, which the caller may see there.
   *
   * @param region of the other Glance in the caller's catalogue; absent: not said
   * @param imageId of the image there; absent: not said
   * @param audience of its endpoint: {@code public}, {@code internal} or {@code admin}
   */
  record GlanceDownload(@Nullable String region, @Nullable String imageId, String audience)
      implements ImportMethod {
    static final String NAME = "glance-download";

    @Override
    public String name() {
      return NAME;
    }
  }

  /**
   * Bytes of a web server for an image that a task of type import makes. Not offered by name.
   *
   * @param uri as the client sent it
   */
  record TaskImport(String uri) implements ImportMethod {
    @Override
    public String name() {
      return "import";
    }

    /** The address may hold a password. */
    @Override
    public String toString() {
      return name();
    }
  }

  /** Bytes that the image has already, in other stores. */
  record CopyImage() implements ImportMethod {
    static final String NAME = "copy-image";

    @Override
    public String name() {
      return NAME;
    }
  }
}
