package io.glance.api.imagedata;

import java.io.IOException;

/** The data are not those that were announced. */
public final class OtherData extends IOException {
  private static final long serialVersionUID = 1;

  OtherData(String announced, String actual) {
    super(
        "Supplied checksum (%s) and checksum generated from uploaded image (%s) did not match."
            .formatted(announced, actual));
  }
}
