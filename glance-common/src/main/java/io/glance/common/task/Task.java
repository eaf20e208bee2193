package io.glance.common.task;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work in the background.
 *
 * @param owner project; absent if it was asked for without identity
 * @param input a JSON object; what it holds depends on the type
 * @param result a JSON object; absent until the task succeeds
 * @param message what a person may want to know, mostly why it failed; may be empty
 * @param updatedAt last sign of life of the one who runs it
 * @param expiresAt when it may be forgotten; absent until it ends
 * @param deletedAt absent unless it was forgotten; only administrators meet such tasks
 * @param imageId the image that it is about, if it is known beforehand
 */
public record Task(
    String id,
    TaskType type,
    TaskStatus status,
    @Nullable String owner,
    Map<String, @Nullable Object> input,
    @Nullable Map<String, @Nullable Object> result,
    String message,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant deletedAt,
    @Nullable String imageId,
    @Nullable String requestId,
    @Nullable String userId) {

  public Task {
    input = Collections.unmodifiableMap(new LinkedHashMap<>(input));
    result = result == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(result));
  }

  /** Without the input, which may hold a password. */
  @Override
  public String toString() {
    return "Task[id=%s, type=%s, status=%s]".formatted(id, type, status);
  }
}
