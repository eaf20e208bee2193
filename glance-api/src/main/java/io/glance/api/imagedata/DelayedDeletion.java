package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ScrubRegistry;
import io.glance.common.registryapi.ScrubRegistry.Leave;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Leaves the bytes of deleted images to the scrubber, if the operator wants that.
 *
 * <p>Source: glance/domain/__init__.py, Image.delete.
 */
@Component
final class DelayedDeletion {
  private final Options options;
  private final ScrubRegistry scrubs;

  DelayedDeletion(Options options, ScrubRegistry scrubs) {
    this.options = options;
    this.scrubs = scrubs;
  }

  /**
   * Section {@code [DEFAULT]}.
   *
   * @param delayedDelete whether bytes wait for the scrubber
   */
  @ConfigurationProperties("oslo.default")
  record Options(@DefaultValue("false") boolean delayedDelete) {}

  /**
   * Deletes an image whose bytes may wait.
   *
   * @return whether it is deleted; if not, its bytes have to go now
   */
  boolean leave(Image image, RequestContext caller) {
    return options.delayedDelete()
        && !image.locations().isEmpty()
        && scrubs.leave(new Leave(image.id(), image.status()), caller);
  }
}
