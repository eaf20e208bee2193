package io.glance.api.quota;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.StorageLimit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How many bytes the images of a project may take up together, and what is said of more. What they
 * take up is the registry's to know, and to keep below.
 *
 * <p>As in the original it is the project of who stores bytes that has to have room for them, even
 * if the image belongs to another. Source: glance/quota/__init__.py; glance/api/common.py,
 * check_quota.
 */
@Component
public class StorageQuota {
  private final long everybodys;
  private final UnifiedLimits unified;

  public StorageQuota(StorageQuotaProperties properties, UnifiedLimits unified) {
    everybodys = properties.bytes();
    this.unified = unified;
  }

  /**
   * The limit that holds for what a caller stores; absent if there is none.
   *
   * @throws GlanceException.Unavailable if the identity service has the say and does not say
   */
  public @Nullable StorageLimit limitFor(RequestContext caller) {
    return limitFor(caller, unified.of(caller));
  }

  /**
   * @param limits of that caller
   */
  public @Nullable StorageLimit limitFor(RequestContext caller, ProjectLimits limits) {
    if (unified.areInUse()) {
      return limits.storage();
    }
    return everybodys == 0 ? null : new StorageLimit(caller.projectId(), everybodys);
  }

  /** What somebody is told who uploads too much. */
  public static GlanceException.LimitExceeded ofUpload(Exception refusal) {
    return because(refusal, "Image exceeds the storage quota: ");
  }

  /** What somebody is told who adds a location with too much. */
  public static GlanceException.LimitExceeded ofLocation(Exception refusal) {
    return because(refusal, "Denying attempt to upload image because it exceeds the quota: ");
  }

  private static GlanceException.LimitExceeded because(Exception refusal, String words) {
    GlanceException.LimitExceeded told =
        new GlanceException.LimitExceeded(words + refusal.getMessage());
    told.initCause(refusal);
    return told;
  }
}
