package io.glance.api.importing;

import io.glance.api.quota.LimitedResource;
import io.glance.api.quota.ProjectLimits;
import io.glance.common.error.GlanceException;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Whether an identity service lets the project of whoever asked for an import go on with it. What
 * the bytes take up in stores is reserved besides, as they come.
 *
 * <p>Source: glance/async_/flows/api_image_import.py, get_flow.
 */
@Component
final class ImportRoom {

  /**
   * @throws GlanceException.LimitExceeded if not
   */
  void require(Job job) {
    long size = Objects.requireNonNullElse(job.image().size(), 0L);
    switch (job.order().method()) {
      case ImportMethod.GlanceDirect _ ->
          job.limits().requireRoomForBytes(LimitedResource.IMAGE_SIZE_TOTAL, size);
      case ImportMethod.CopyImage _, ImportMethod.WebDownload _, ImportMethod.GlanceDownload _ -> {
        ProjectLimits limits = job.limits();
        limits.requireRoomForBytes(LimitedResource.IMAGE_STAGE_TOTAL, size);
        limits.requireRoom(LimitedResource.IMAGE_COUNT_UPLOADING, 0);
      }
      case ImportMethod.TaskImport _ -> {}
    }
  }
}
