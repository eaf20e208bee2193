package io.glance.common.registryapi;

import io.glance.common.task.TaskType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task to be written down; it starts {@code pending}. Fields as in {@link
 * io.glance.common.task.Task}.
 */
public record NewTask(
    String id,
    TaskType type,
    @Nullable String owner,
    Map<String, @Nullable Object> input,
    @Nullable String imageId,
    @Nullable String requestId,
    @Nullable String userId) {

  public NewTask {
    input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
  }

  /** Without the input, which may hold a password. */
  @Override
  public String toString() {
    return "NewTask[id=%s, type=%s]".formatted(id, type);
  }
}
