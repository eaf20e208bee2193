package io.glance.api.imagedata;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.imagedata.DownloadService.Download;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.store.ByteRange;
import io.glance.store.StoreException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadServiceTest {
  private static final RangeHeader ALL = new RangeHeader(null, null);
  private static final RequestContext SOMEBODY =
      new RequestContext("user", "acme", Set.of("member"), false, "req-test");

  private final Node node = new Node();

  @AfterEach
  void nothingIsLeftOpen() {
    assertThat(node.store.openStreams()).isZero();
  }

  @Test
  void bytesAreThoseUploaded() throws IOException {
    Image image = active();

    try (Download download = open(image, ALL).orElseThrow()) {
      assertThat(download.data().stream()).hasContent("0123456789");
      assertThat(download.length()).isEqualTo(10);
      assertThat(download.part()).isEmpty();
    }
  }

  @Test
  void partIsCutOut() throws IOException {
    Image image = active();

    try (Download download = open(image, new RangeHeader("bytes=3-5", null)).orElseThrow()) {
      assertThat(download.data().stream()).hasContent("345");
      assertThat(download.length()).isEqualTo(3);
      assertThat(download.part()).contains(new ByteRange(3, 3));
    }
  }

  @Test
  void imageWithoutDataHasNoneWhateverPartIsAskedFor() {
    Image image = node.add(Images.queued());

    assertThat(open(image, ALL)).isEmpty();
    assertThat(open(image, new RangeHeader("nonsense", null))).isEmpty();
  }

  @Test
  void imageWhoseBytesAreLostHasNone() {
    Image image = node.add(Images.at(Images.queued(), 10, "memory://lost"));

    assertThat(open(image, ALL)).isEmpty();
  }

  @Test
  void nextLocationIsTakenWhenOneFails() throws IOException {
    Image image = active();
    Image with =
        node.add(Images.at(image, 10, "memory://lost", "gone+store://x", "memory://" + image.id()));

    try (Download download = open(with, ALL).orElseThrow()) {
      assertThat(download.data().stream()).hasContent("0123456789");
    }
  }

  @Test
  void failureOfTheLastLocationIsTold() {
    Image unknown = node.add(Images.at(Images.queued(), 10, "memory://lost", "gone+store://x"));

    assertThatThrownBy(() -> open(unknown, ALL))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage("Unknown scheme 'gone+store' found in URI");
  }

  @Test
  void storeThatDoesNotAnswerIsUnavailable() throws IOException {
    Image image = active();
    node.store.failOpens(() -> new StoreException.Unavailable("no answer"));

    assertThatThrownBy(() -> open(image, ALL)).isInstanceOf(GlanceException.Unavailable.class);
  }

  @Test
  void deactivatedImageIsForAdministrators() throws IOException {
    Image image = node.add(Images.with(active(), ImageStatus.DEACTIVATED));

    assertThatThrownBy(() -> node.downloads.open(image.id(), ALL, null, SOMEBODY))
        .isInstanceOf(GlanceException.Forbidden.class)
        .hasMessage("The requested image has been deactivated. Image data download is forbidden.");
    try (Download download = open(image, ALL).orElseThrow()) {
      assertThat(download.length()).isEqualTo(10);
    }
  }

  private Optional<Download> open(Image image, RangeHeader wanted) {
    return node.downloads.open(image.id(), wanted, null, Node.CALLER);
  }

  private Image active() throws IOException {
    Image image = node.add(Images.queued());
    node.upload(image, "0123456789".getBytes(US_ASCII));
    return node.now(image);
  }
}
