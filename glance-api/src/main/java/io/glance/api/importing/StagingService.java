package io.glance.api.importing;

import io.glance.api.imagedata.Background;
import io.glance.api.imagedata.ImageDataProperties;
import io.glance.api.imagedata.ReservedBody;
import io.glance.api.imagedata.StoreFaults;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.api.imagedata.UploadBody;
import io.glance.api.notification.ImageEvents;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.quota.LimitedResource;
import io.glance.api.quota.ProjectLimits;
import io.glance.api.quota.UnifiedLimits;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.StagingRegistry;
import io.glance.common.registryapi.StagingRegistry.BeginStaging;
import io.glance.common.registryapi.StagingRegistry.FinishStaging;
import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Takes in bytes that an import will bring to the stores.
 *
 * <p>Source: glance/api/v2/image_data.py, ImageDataController.stage.
 */
@Service
public class StagingService {
  private static final Logger log = LoggerFactory.getLogger(StagingService.class);

  private final ImageRegistry images;
  private final StagingRegistry stagings;
  private final Staging staging;
  private final TransferKeeper keeper;
  private final ImageDataProperties limits;
  private final UnifiedLimits unified;
  private final StageHosts hosts;
  private final ImagePolicy policy;
  private final ImageEvents events;

  StagingService(
      ImageRegistry images,
      StagingRegistry stagings,
      Staging staging,
      TransferKeeper keeper,
      ImageDataProperties limits,
      UnifiedLimits unified,
      StageHosts hosts,
      ImagePolicy policy,
      ImageEvents events) {
    this.images = images;
    this.stagings = stagings;
    this.staging = staging;
    this.keeper = keeper;
    this.limits = limits;
    this.unified = unified;
    this.hosts = hosts;
    this.policy = policy;
    this.events = events;
  }

  /**
   * Keeps what {@code data} yields up to its end for an import. Leaves {@code data} open.
   *
   * @param declaredSize bytes that it should yield, or -1 if unknown
   * @throws GlanceException.Forbidden if the caller may not
   * @throws GlanceException.Conflict if the image is not queued, or has bytes here already
   * @throws GlanceException.Invalid if the size differs from the declared one
   * @throws GlanceException.LimitExceeded if there are more bytes than one image may have, or no
   *     room
   * @throws GlanceException.NotFound if the image is not there, or was deleted meanwhile
   * @throws IOException as {@code data} throws it
   */
  public void stage(String imageId, InputStream data, long declaredSize, RequestContext caller)
      throws IOException {
    policy.requireMayWrite(caller);
    ProjectLimits projects = unified.of(caller);
    projects.requireRoomForBytes(LimitedResource.IMAGE_STAGE_TOTAL, declaredSize);
    Image image = images.get(imageId, caller);
    policy.requireOwned(PolicyRule.MODIFY_IMAGE, image, caller);
    if (!image.status().canMoveTo(ImageStatus.UPLOADING)) {
      throw new GlanceException.Conflict(image.status().refusalOf(ImageStatus.UPLOADING));
    }
    try (Hold hold =
        keeper.hold(stagings.begin(new BeginStaging(image.id(), keeper.holder()), caller))) {
      events.updated(image.id(), caller.requestId());
      requireNotTooMany(projects, hold, caller);
      UploadBody body = new UploadBody(data, limits.imageSizeCap(), hold::isLost);
      InputStream within = ReservedBody.within(body, projects, LimitedResource.IMAGE_STAGE_TOTAL);
      long size = write(within, declaredSize, hold, caller);
      finish(size, hold, caller);
    }
  }

  /** The image counts itself: of those that begin at the same time, too many are never let go. */
  private void requireNotTooMany(ProjectLimits projects, Hold hold, RequestContext caller) {
    try {
      projects.requireRoom(LimitedResource.IMAGE_COUNT_UPLOADING, 0);
    } catch (RuntimeException e) {
      abandon(hold, false, caller);
      throw e;
    }
  }

  private long write(InputStream data, long declaredSize, Hold hold, RequestContext caller)
      throws IOException {
    String imageId = hold.transfer().imageId();
    try {
      return staging.write(imageId, data, declaredSize).size();
    } catch (StoreException.Duplicate e) {
      abandon(hold, false, caller);
      throw new GlanceException.Conflict("The image %s has data on staging".formatted(imageId));
    } catch (UploadBody.CutOff e) {
      abandon(hold, true, caller);
      throw e.clientFailure();
    } catch (IOException e) {
      abandon(hold, true, caller);
      throw StoreFaults.ofUpload(e, imageId);
    } catch (RuntimeException | Error e) {
      abandon(hold, true, caller);
      throw e;
    }
  }

  private void finish(long size, Hold hold, RequestContext caller) {
    FinishStaging finish = new FinishStaging(keeper.holder(), size, hosts.self().orElse(null));
    try {
      events.updated(stagings.finish(hold.transfer().id(), finish, Background.onBehalfOf(caller)));
    } catch (GlanceException.Gone e) {
      abandon(hold, true, caller);
      throw new GlanceException.NotFound("No image found with ID " + hold.transfer().imageId());
    } catch (GlanceException.Conflict e) {
      abandon(hold, true, caller);
      throw e;
    }
  }

  /** Should anything fail here, the transfer stays, and with it the duty. */
  private void abandon(Hold hold, boolean wrote, RequestContext caller) {
    RequestContext self = Background.onBehalfOf(caller);
    try {
      if (hold.isLost() || !keeper.isStillOurs(hold.transfer(), self)) {
        return;
      }
      if (wrote) {
        staging.remove(hold.transfer().imageId());
      }
      stagings.abandon(hold.transfer().id(), keeper.holder(), self);
      events.updated(hold.transfer().imageId(), caller.requestId());
    } catch (IOException | RuntimeException e) {
      log.warn(
          "staged bytes of image {} are left to be cleaned up later", hold.transfer().imageId(), e);
    }
  }
}
