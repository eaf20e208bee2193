package io.glance.api.v1;

import io.glance.api.frontdoor.RequestBodies;
import io.glance.api.imagedata.StoreChoice;
import io.glance.common.error.GlanceException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where a request says that the data of its image come from.
 *
 * <p>Source: glance/api/v1/images.py, ImageDeserializer._deserialize, _external_source and
 * _handle_source.
 *
 * @param hasBody whether it brings them
 * @param location where they are and stay; absent if it does not say
 * @param copyFrom where they are copied from; absent if it does not say
 * @param store that they go to; absent if it does not say
 */
record DataSource(
    boolean hasBody, @Nullable String location, @Nullable String copyFrom, @Nullable String store) {

  /**
   * @param cap bytes that an image may have
   * @throws GlanceException.Invalid if there are several, if it is empty, if there are too many
   *     bytes or no such store
   */
  static DataSource of(ImageMeta meta, HttpServletRequest request, long cap, StoreChoice stores) {
    long size =
        request.getContentLengthLong() > 0
            ? request.getContentLengthLong()
            : meta.number("size").orElse(0L);
    if (size > cap) {
      throw new GlanceException.Invalid(
          "Denying attempt to upload image larger than %d bytes.".formatted(cap));
    }
    DataSource source =
        new DataSource(
            RequestBodies.isPresent(request),
            meta.has("location") ? orEmpty(meta.text("location")) : null,
            url(request.getHeader("x-glance-api-copy-from")),
            meta.text("store"));
    source.requireOne();
    if (source.store != null && !stores.isKnown(source.store)) {
      throw new GlanceException.Invalid("Required store %s is invalid".formatted(source.store));
    }
    return source;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String url(@Nullable String header) {
    return header == null ? null : HeaderText.decodeUrl(header);
  }

  private void requireOne() {
    int sources = (hasBody ? 1 : 0) + (location == null ? 0 : 1) + (copyFrom == null ? 0 : 1);
    if (sources > 1) {
      throw new GlanceException.Invalid("It's invalid to provide multiple image sources.");
    }
    if ("".equals(location) || "".equals(copyFrom)) {
      throw new GlanceException.Invalid("External source should not be empty");
    }
  }

  /** Whether it is not the request that brings them, but somebody else. */
  boolean isExternal() {
    return location != null || copyFrom != null;
  }
}
