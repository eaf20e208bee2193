package io.glance.api.replicator;

import io.glance.common.config.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Options of {@code glance-replicator}, section {@code [DEFAULT]}.
 *
 * <p>Source: glance/cmd/replicator.py, cli_opts.
 *
 * @param chunksize bytes that are moved at once
 * @param dontreplicate names of fields that are not copied, with spaces between them
 * @param metaonly whether bytes are left where they are
 * @param token for both servers, in place of the other two
 * @param sourcetoken for the server that is read
 * @param targettoken for the server that is written to
 */
@ConfigurationProperties("oslo.default")
public record ReplicatorProperties(
    @DefaultValue("65536") int chunksize,
    @DefaultValue("created_at date deleted_at location updated_at") String dontreplicate,
    @DefaultValue("false") boolean metaonly,
    @Nullable Secret token,
    @Nullable Secret sourcetoken,
    @Nullable Secret targettoken) {
  private static final Secret NONE = Secret.of("");
  private static final int LARGEST_CHUNK = 64 << 20;

  public ReplicatorProperties {
    if (chunksize < 1 || chunksize > LARGEST_CHUNK) {
      throw new IllegalArgumentException(
          "chunksize is %d, must be 1 to %d bytes".formatted(chunksize, LARGEST_CHUNK));
    }
  }

  /** Empty if the server that is read wants none. */
  Secret source() {
    return tokenOr(sourcetoken);
  }

  /** Empty if the server that is written to wants none. */
  Secret target() {
    return tokenOr(targettoken);
  }

  private Secret tokenOr(@Nullable Secret own) {
    if (token != null && !token.equals(NONE)) {
      return token;
    }
    return own == null ? NONE : own;
  }

  Fields fields() {
    return new Fields(List.of(dontreplicate.strip().split("\\s+")));
  }
}
