package io.glance.store.checked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.glance.store.testing.TestingStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigestChoiceTest {
  private static final byte[] BYTES = TestingStreams.bytes(1_000_003);

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void whoeverComputesADigestItIsTheSame(HashAlgorithm algorithm) {
    byte[] expected = algorithm.newDigest().digest(BYTES);

    assertThat(inPieces(DigestChoice.ofThisMachine(), algorithm)).isEqualTo(expected);
    assertThat(inPieces(new DigestChoice(null), algorithm)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void withoutOpenSslTheJdkComputesAll(HashAlgorithm algorithm) {
    try (ByteDigest digest = new DigestChoice(null).newDigest(algorithm)) {
      assertThat(digest).isInstanceOf(JavaDigest.class);
    }
  }

  @Test
  void whatTheJdkComputesAsFastStaysWithIt() {
    try (ByteDigest digest = DigestChoice.ofThisMachine().newDigest(HashAlgorithm.MD5)) {
      assertThat(digest).isInstanceOf(JavaDigest.class);
    }
  }

  @Test
  void aClosedDigestIsNotUsedAndMayBeClosedAgain() {
    ByteDigest digest = DigestChoice.ofThisMachine().newDigest(HashAlgorithm.SHA512);
    digest.update(BYTES, 0, 10);
    digest.close();
    digest.close();

    if (digest instanceof OpenSslDigest) {
      assertThatIllegalStateException().isThrownBy(() -> digest.update(BYTES, 0, 10));
      assertThatIllegalStateException().isThrownBy(digest::digest);
    }
  }

  private static byte[] inPieces(DigestChoice choice, HashAlgorithm algorithm) {
    try (ByteDigest digest = choice.newDigest(algorithm)) {
      int offset = 0;
      for (int length = 1; offset + length < BYTES.length; length *= 3) {
        digest.update(BYTES, offset, length);
        offset += length;
      }
      digest.update(BYTES, offset, BYTES.length - offset);
      return digest.digest();
    }
  }
}
