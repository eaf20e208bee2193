package io.glance.api.importing;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.InternalProperties;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.task.Task;
import io.glance.common.task.TaskStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether an import that has locked an image still lives. Ours say so by their transfers; of those
 * that the original began, the task tells by its age.
 *
 * <p>Source: glance/api/v2/images.py, ImagesController._enforce_import_lock.
 */
public final class ImportLock {
  private static final Duration EXPIRY = Duration.ofMinutes(60);

  private final TaskRegistry tasks;
  private final Clock clock;

  ImportLock(TaskRegistry tasks, Clock clock) {
    this.tasks = tasks;
    this.clock = clock;
  }

  /**
   * The task whose lock is stale; empty if the image is not locked.
   *
   * @throws GlanceException.Conflict if somebody works on it
   */
  public Optional<String> requireFree(Image image, RequestContext self) {
    @Nullable String holder = image.properties().get(InternalProperties.IMPORT_TASK);
    if (holder == null) {
      return Optional.empty();
    }
    try {
      Task task = tasks.get(holder, self);
      Instant last = task.updatedAt();
      Duration expiry = task.status() == TaskStatus.PENDING ? EXPIRY.multipliedBy(2) : EXPIRY;
      if (last.plus(expiry).isAfter(clock.instant())) {
        throw new GlanceException.Conflict("Image has active task");
      }
    } catch (GlanceException.NotFound _) {
      return Optional.of(holder);
    }
    return Optional.of(holder);
  }
}
