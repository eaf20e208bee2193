package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.api.imagedata.FetchedUploads.Fetch;
import io.glance.api.imagedata.FetchedUploads.Source;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.store.OpenImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FetchedUploadsTest {
  private static final byte[] DATA = "some bytes".getBytes(StandardCharsets.UTF_8);

  private final Node node = new Node();
  private final Image image = node.add(Images.queued());

  private Fetch begin() {
    return node.fetches.begin(image.id(), DATA.length, null, Node.CALLER);
  }

  private void run(Fetch fetch, Source source) throws IOException {
    try (var hold = node.keeper.hold(fetch.transfer())) {
      node.fetches.run(fetch, hold, source);
    }
  }

  private static OpenImage data() {
    return OpenImage.of(new ByteArrayInputStream(DATA), DATA.length);
  }

  private void assertKilledAndNothingLeft() throws IOException {
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.KILLED);
    assertThat(node.hasBytes(image)).isFalse();
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void bytesThatAreFetchedMakeTheImageActive() throws IOException {
    Fetch fetch = begin();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.SAVING);

    run(fetch, FetchedUploadsTest::data);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.now(image).size()).isEqualTo(DATA.length);
    assertThat(node.hasBytes(image)).isTrue();
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void sourceThatCannotBeOpenedKillsTheImage() throws IOException {
    Fetch fetch = begin();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() ->
            run(
                fetch,
                () -> {
                  throw new IOException("nobody there");
                }));

    assertKilledAndNothingLeft();
  }

  @Test
  void sourceThatBreaksOffKillsTheImageAndLeavesNothing() throws IOException {
    Fetch fetch = begin();
    InputStream broken =
        new SequenceInputStream(
            new ByteArrayInputStream(DATA),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("broken off");
              }
            });

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> run(fetch, () -> OpenImage.of(broken, DATA.length + 5)))
        .withMessage("broken off");

    assertKilledAndNothingLeft();
  }

  @Test
  void bytesThatAreNotThoseThatWereAnnouncedKillTheImage() throws IOException {
    String other = "00000000000000000000000000000000";
    node.add(node.now(image).withData(null, null, other));
    Fetch fetch = begin();

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> run(fetch, FetchedUploadsTest::data))
        .withMessageStartingWith(
            "Supplied checksum (%s) and checksum generated from uploaded image".formatted(other));

    assertKilledAndNothingLeft();
  }

  @Test
  void anotherNumberOfBytesThanWasAnnouncedKillsTheImageIfTheSourceSaysNothing()
      throws IOException {
    node.add(node.now(image).withData(DATA.length + 1L, null, null));
    Fetch fetch = begin();

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() ->
            run(fetch, () -> OpenImage.of(new ByteArrayInputStream(DATA), DeclaredSize.UNKNOWN)));

    assertKilledAndNothingLeft();
  }

  @Test
  void tooManyBytesKillTheImage() throws IOException {
    Fetch fetch = begin();
    byte[] large = new byte[(int) Node.CAP + 1];

    assertThatExceptionOfType(GlanceException.LimitExceeded.class)
        .isThrownBy(
            () -> run(fetch, () -> OpenImage.of(new ByteArrayInputStream(large), large.length)));

    assertKilledAndNothingLeft();
  }

  @Test
  void whatItsProcessDidNotEndKillsTheImage() throws IOException {
    begin();
    node.shared.write(image.id(), new ByteArrayInputStream(DATA), DATA.length);

    assertThat(node.restarted().recovery.pass()).isTrue();

    assertKilledAndNothingLeft();
  }

  @Test
  void whatIsNotRunIsTakenOverByAnotherNodeWhenItsLeaseRanOut() throws IOException {
    Fetch fetch = begin();
    node.registry.pass(Duration.ofMinutes(2));
    node.other("there").recovery.pass();
    assertKilledAndNothingLeft();

    assertThatExceptionOfType(GlanceException.class)
        .isThrownBy(() -> run(fetch, FetchedUploadsTest::data));
    node.late.pass();

    assertKilledAndNothingLeft();
  }

  @Test
  void onlyAnImageThatWaitsIsFetched() throws IOException {
    begin();

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(this::begin)
        .withMessage("Image status transition from saving to saving is not allowed");
  }
}
