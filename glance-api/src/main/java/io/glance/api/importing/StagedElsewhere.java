package io.glance.api.importing;

import io.glance.api.importing.StageForwarding.Answer;
import io.glance.api.importing.StageForwarding.Forwarded;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Images whose staged bytes another node has.
 *
 * <p>Source: glance/api/v2/images.py, ImagesController._delete_image_on_remote.
 */
@Component
public final class StagedElsewhere {
  private static final Logger log = LoggerFactory.getLogger(StagedElsewhere.class);
  private static final int SERVER_ERROR = 500;

  private final StageHosts hosts;
  private final StageForwarding forwarding;

  StagedElsewhere(StageHosts hosts, StageForwarding forwarding) {
    this.hosts = hosts;
    this.forwarding = forwarding;
  }

  /**
   * Has the node delete an image that has its bytes. Empty if there is none, or if it fails: then
   * the image has to be deleted here, and the bytes stay until that node starts again.
   */
  public Optional<Answer> delete(Image image, Forwarded request) {
    return hosts.elsewhere(image).flatMap(host -> ask(host, request));
  }

  private Optional<Answer> ask(String host, Forwarded request) {
    try {
      Answer answer = forwarding.to(host, request);
      return answer.status() < SERVER_ERROR ? Optional.of(answer) : Optional.empty();
    } catch (GlanceException e) {
      log.warn("node {} does not delete what it has staged: {}", host, e.getMessage());
      return Optional.empty();
    }
  }
}
