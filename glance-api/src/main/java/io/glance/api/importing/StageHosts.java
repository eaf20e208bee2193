package io.glance.api.importing;

import io.glance.common.image.Image;
import io.glance.common.image.InternalProperties;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which node has the staged bytes of an image, section {@code [DEFAULT]}.
 *
 * <p>Source: glance/api/v2/images.py, ImagesController.self_url and is_proxyable.
 *
 * @param workerSelfReferenceUrl where other nodes reach this one
 * @param publicEndpoint stands for it if it is not set
 */
@ConfigurationProperties("oslo.default")
public record StageHosts(@Nullable String workerSelfReferenceUrl, @Nullable String publicEndpoint) {
  /** What this node is known by to the others; empty if by nothing. */
  public Optional<String> self() {
    return text(workerSelfReferenceUrl).or(() -> text(publicEndpoint));
  }

  /** The node that has the image's staged bytes; empty if it is this one or nobody knows. */
  public Optional<String> elsewhere(Image image) {
    return text(image.properties().get(InternalProperties.STAGE_HOST))
        .filter(host -> !self().equals(Optional.of(host)));
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
