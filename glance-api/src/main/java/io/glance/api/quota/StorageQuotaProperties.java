package io.glance.api.quota;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a project may store, section {@code [DEFAULT]}.
 *
 * <p>Source: glance/api/common.py, get_remaining_quota.
 *
 * @param userStorageQuota bytes that the images of a project may have together, with a unit or
 *     without; 0 means no limit
 * @param useKeystoneLimits whether Keystone says it instead, and more
 */
@ConfigurationProperties("oslo.default")
public record StorageQuotaProperties(
    @DefaultValue("0") String userStorageQuota, @DefaultValue("false") boolean useKeystoneLimits) {
  private static final Pattern FORM = Pattern.compile("([0-9]+)(?:([KMGT]?)B)?");
  private static final String UNITS = "KMGT";
  private static final int BITS_OF_A_STEP = 10;
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  public StorageQuotaProperties {
    if (!FORM.matcher(userStorageQuota).matches()) {
      throw new IllegalArgumentException(
          "user_storage_quota is %s, must be a number of bytes, or of B, KB, MB, GB or TB written right behind it"
              .formatted(userStorageQuota));
    }
  }

  /** Bytes, 0 if there is no limit. */
  long bytes() {
    Matcher parts = FORM.matcher(userStorageQuota);
    if (!parts.matches()) {
      throw new IllegalStateException(userStorageQuota);
    }
    String unit = parts.group(2);
    int steps = unit == null || unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    return new BigInteger(parts.group(1))
        .shiftLeft(steps * BITS_OF_A_STEP)
        .min(LARGEST)
        .longValueExact();
  }
}
