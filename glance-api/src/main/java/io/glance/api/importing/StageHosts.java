package io.glance.api.importing;

import io.glance.common.image.Image;
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
  private static final String PROPERTY = "os_glance_stage_host";

  /** What this node is known by to the others; empty if by nothing. */
  public Optional<String> self() {
    return text(workerSelfReferenceUrl).or(() -> text(publicEndpoint));
  }

  /** The node that has the image's staged bytes; empty if it is this one or nobody knows. */
  public Optional<String> elsewhere(Image image) {
    return text(image.properties().get(PROPERTY)).filter(host -> !self().equals(Optional.of(host)));
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
