package io.glance.api.importing;

import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.InternalProperties;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
  private static final Set<ImageStatus> WITH_STAGED_BYTES =
      EnumSet.of(ImageStatus.UPLOADING, ImageStatus.IMPORTING);

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** What this node is known by to the others; empty if by nothing. */
  public Optional<String> self() {
    return text(workerSelfReferenceUrl).or(() -> text(publicEndpoint));
  }

  /**
   * The node that has the image's staged bytes; empty if it is this one or nobody knows. Callers'
   * tokens go there, so only what a node writes is believed, and only while there is such a node.
   */
  public Optional<String> elsewhere(Image image) {
    if (!WITH_STAGED_BYTES.contains(image.status())) {
      return Optional.empty();
    }
    return text(image.properties().get(InternalProperties.STAGE_HOST))
        .filter(StageHosts::isBase)
        .filter(host -> !self().equals(Optional.of(host)));
  }

  /** Whether what is appended to it is a path there, and neither a query nor a part of a name. */
  private static boolean isBase(String host) {
    try {
      URI url = new URI(host);
      return url.getScheme() != null
          && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null;
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
