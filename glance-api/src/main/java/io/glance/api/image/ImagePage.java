package io.glance.api.image;

import io.glance.common.image.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images of a list, as many as were asked for, less those that the policy hides.
 *
 * @param marker where the next page begins; absent if this is the last one
 */
public record ImagePage(List<Image> images, @Nullable String marker) {
  public static final ImagePage EMPTY = new ImagePage(List.of(), null);

  public ImagePage {
    images = List.copyOf(images);
  }
}
