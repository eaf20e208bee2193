package io.glance.api.keymanager;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The id of a secret, as it stands in what users write: alone, at the end of a URL, and in all the
 * ways that Python reads a UUID. Nothing else gets into a URL of ours.
 *
 * <p>Source: barbicanclient/base.py, validate_ref_and_return_uuid.
 */
final class SecretId {
  private static final Pattern DIGITS = Pattern.compile("[0-9A-Fa-f]{32}");
  private static final int HALF = 16;
  private static final int HEXADECIMAL = 16;

  private SecretId() {}

  static UUID of(String reference) throws KeyManagerException {
    String whole = reference.replaceAll("/+$", "");
    String last = whole.substring(whole.lastIndexOf('/') + 1);
    String digits =
        last.replace("urn:", "")
            .replace("uuid:", "")
            .replaceAll("^[{}]+|[{}]+$", "")
            .replace("-", "");
    if (!DIGITS.matcher(digits).matches()) {
      throw new KeyManagerException.BadReference();
    }
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, HALF), HEXADECIMAL),
        Long.parseUnsignedLong(digits.substring(HALF), HEXADECIMAL));
  }
}
