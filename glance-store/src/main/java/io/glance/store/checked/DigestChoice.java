package io.glance.store.checked;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who computes which digest: OpenSSL those in which it was measured to be faster than the JDK, if
 * this machine has it. Decided once per process, when the first digest is wanted.
 */
final class DigestChoice {
  private static final Logger log = LoggerFactory.getLogger(DigestChoice.class);

  /** MD5, SHA-1, SHA-224 and SHA-256 the JDK computes as fast or faster. */
  private static final Map<HashAlgorithm, String> FASTER =
      new EnumMap<>(
          Map.of(
              HashAlgorithm.SHA384, "SHA384",
              HashAlgorithm.SHA512, "SHA512",
              HashAlgorithm.SHA512_224, "SHA512-224",
              HashAlgorithm.SHA512_256, "SHA512-256",
              HashAlgorithm.SHA3_224, "SHA3-224",
              HashAlgorithm.SHA3_256, "SHA3-256",
              HashAlgorithm.SHA3_384, "SHA3-384",
              HashAlgorithm.SHA3_512, "SHA3-512"));

  private static final byte[] SAMPLE = "a digest of these bytes is known".getBytes(US_ASCII);

  private final @Nullable OpenSsl library;
  private final Map<HashAlgorithm, MemorySegment> types = new EnumMap<>(HashAlgorithm.class);

  /**
   * @param library none if absent
   */
  DigestChoice(@Nullable OpenSsl library) {
    this.library = library;
    if (library != null) {
      FASTER.forEach((algorithm, name) -> choose(library, algorithm, name));
    }
  }

  /** The one of this process. */
  static DigestChoice ofThisMachine() {
    return OfThisMachine.CHOICE;
  }

  /** The caller closes it. */
  ByteDigest newDigest(HashAlgorithm algorithm) {
    MemorySegment type = types.get(algorithm);
    return library == null || type == null
        ? new JavaDigest(algorithm.newDigest())
        : new OpenSslDigest(library, type, algorithm.digestBytes());
  }

  /** Only what computes as the JDK does is used. */
  private void choose(OpenSsl openSsl, HashAlgorithm algorithm, String name) {
    MemorySegment type = openSsl.type(name);
    if (type.equals(MemorySegment.NULL)) {
      return;
    }
    try (OpenSslDigest digest = new OpenSslDigest(openSsl, type, algorithm.digestBytes())) {
      digest.update(SAMPLE, 0, SAMPLE.length);
      if (Arrays.equals(digest.digest(), algorithm.newDigest().digest(SAMPLE))) {
        types.put(algorithm, type);
      }
    } catch (IllegalStateException e) {
      log.debug("OpenSSL does not compute {}", name, e);
    }
  }

  private static DigestChoice choose() {
    try {
      DigestChoice choice = new DigestChoice(OpenSsl.load());
      log.info("OpenSSL computes {}, the JDK other digests", choice.types.keySet());
      return choice;
    } catch (IllegalArgumentException
        | IllegalStateException
        | IllegalCallerException
        | NoSuchElementException e) {
      log.info("The JDK computes all digests, as OpenSSL 3 is not there: {}", e.getMessage());
      return new DigestChoice(null);
    }
  }

  private static final class OfThisMachine {
    private static final DigestChoice CHOICE = choose();
  }
}
