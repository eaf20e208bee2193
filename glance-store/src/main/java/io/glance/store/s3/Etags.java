package io.glance.store.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What S3 calls the bytes of an object, where it does not encrypt them with a key of its own. */
final class Etags {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

  private Etags() {}

  static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of bytes that came in one request. */
  static String of(MessageDigest md5) {
    return HexFormat.of().formatHex(md5.digest());
  }

  /** Of an object made of parts: the digest of their digests, and their number. */
  static String ofParts(Collection<String> parts) {
    MessageDigest md5 = md5();
    for (String part : parts) {
      if (isDigest(part)) {
        md5.update(HexFormat.of().parseHex(part));
      }
    }
    return of(md5) + "-" + parts.size();
  }

  /** Whether it looks like that of an object's bytes, sent at once or in parts. */
  static boolean isOfBytes(String etag) {
    return isDigest(etag.replaceFirst("-[0-9]+$", ""));
  }

  static boolean isDigest(String etag) {
    return DIGEST.matcher(etag).matches();
  }

  /** Without the quotes that the protocol puts around it. */
  static String plain(String etag) {
    return etag.replace("\"", "");
  }
}
