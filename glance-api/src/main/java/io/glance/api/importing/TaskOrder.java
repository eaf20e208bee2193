package io.glance.api.importing;

import io.glance.common.registryapi.NewImage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task of type import is to do.
 *
 * @param source where the bytes are, as the client wrote it
 * @param store to import to, as the client named it; absent if it named none
 * @param image describes the image to be made, or fails as a request to register it would
 * @param input for the task to show
 */
public record TaskOrder(
    String source, @Nullable String store, Described image, Map<String, @Nullable Object> input) {

  public TaskOrder {
    input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
  }

  /** Without source and input, which may hold a password. */
  @Override
  public String toString() {
    return "TaskOrder[***]";
  }

  /** An image that is described, well or not. */
  public interface Described {
    /**
     * @throws io.glance.common.error.GlanceException if no image can be described so
     */
    NewImage read();
  }
}
