package io.glance.api.imagedata;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.imagedata.BrittleTransfers.Fault;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.store.StoreException;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class UploadServiceTest {
  private static final byte[] DATA = "0123456789".getBytes(US_ASCII);

  private final Node node = new Node();

  @Test
  void imageBecomesActiveWithItsSizeAndDigests() throws IOException {
    Image image = node.add(Images.queued());

    node.upload(image, DATA);

    Image active = node.now(image);
    assertThat(active.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(active.size()).isEqualTo(10);
    assertThat(active.checksum()).isEqualTo("781e5e245d69b566979b86e28d23f2c7");
    assertThat(active.hashAlgorithm()).isEqualTo("sha512");
    assertThat(active.hashValue())
        .isEqualTo(
            "bb96c2fc40d2d54617d6f276febe571f623a8dadf0b734855299b0e107fda32cf6b69f2da32b36445d73"
                + "690b93cbd0f7bfc20e0f7f28553d2a4428f23b716e90");
    assertThat(MemoryRegistry.urls(active)).containsExactly("memory://" + image.id());
    assertThat(node.registry.transfers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"raw, bare, 10", "ami, bare,", "raw, ova,", "qcow2, ovf,"})
  void virtualSizeOfBytesWithoutFormatIsKnownOfRawDisksOnly(
      String disk, String container, Long expected) throws IOException {
    Image image = node.add(Images.withFormats(disk, container));

    node.upload(image, DATA);

    assertThat(node.now(image).virtualSize()).isEqualTo(expected);
  }

  @Test
  void emptyImageIsActiveWithZeroBytesAndNoVirtualSize() throws IOException {
    Image image = node.add(Images.withFormats("raw", "bare"));

    node.upload(image, new byte[0]);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.now(image).size()).isZero();
    assertThat(node.now(image).virtualSize()).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageStatus.class,
      names = {"SAVING", "UPLOADING", "IMPORTING", "ACTIVE", "DEACTIVATED", "KILLED"})
  void onlyQueuedImagesAreUploadedTo(ImageStatus status) throws IOException {
    Image image = node.add(Images.with(Images.withFormats(null, null), status));

    assertThatThrownBy(() -> node.upload(image, DATA))
        .isInstanceOf(GlanceException.Conflict.class)
        .hasMessage(
            "Image status transition from " + status.wireName() + " to saving is not allowed");

    assertThat(node.hasBytes(image)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, bare, 'Property disk_format must be set prior to saving data.'",
        "raw, -, 'Property container_format must be set prior to saving data.'",
        "-, -, 'Properties disk_format, container_format must be set prior to saving data.'",
        "'', bare, 'Property disk_format must be set prior to saving data.'",
      })
  void formatsAreNeeded(String disk, String container, String message) {
    Image image = node.add(Images.withFormats(disk, container));

    assertThatThrownBy(() -> node.upload(image, DATA))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage(message);
  }

  @Test
  void imageThatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> node.upload(Images.queued(), DATA))
        .isInstanceOf(GlanceException.NotFound.class);
  }

  @Test
  void moreBytesThanAnImageMayHaveAreRefusedAndRemoved() throws IOException {
    Image image = node.add(Images.queued());

    assertThatThrownBy(() -> node.upload(image, TestingStreams.zeros(Long.MAX_VALUE)))
        .isInstanceOf(GlanceException.LimitExceeded.class)
        .hasMessage("The incoming image is too large: The provided image is too large.");

    assertTakenBack(image);
    node.upload(image, new byte[(int) Node.CAP]);
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 'Size exceeds: expected 2 bytes, got 10 bytes'",
    "12, 'Size mismatch: expected 12 bytes, got 10 bytes'"
  })
  void anotherSizeThanDeclaredIsRefused(long declared, String message) throws IOException {
    Image image = node.add(Images.queued());
    InputStream data = new ByteArrayInputStream(DATA);

    assertThatThrownBy(() -> node.uploads.upload(image.id(), data, declared, null, Node.CALLER))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage(message);

    assertTakenBack(image);
  }

  @Test
  void clientThatGoesAwayLeavesNothingAndMayComeBack() throws IOException {
    Image image = node.add(Images.queued());
    IOException reset = new IOException("Connection reset");
    InputStream data = TestingStreams.failing(new ByteArrayInputStream(DATA), 7, reset);

    assertThatThrownBy(() -> node.upload(image, data)).isSameAs(reset);

    assertTakenBack(image);
    node.upload(image, DATA);
    assertThat(node.now(image).size()).isEqualTo(10);
  }

  @Test
  void bytesThatTheStoreHasAlreadyAreNotTouched() throws IOException {
    Image image = node.add(Images.queued());
    node.shared.write(image.id(), new ByteArrayInputStream(new byte[3]), 3);

    assertThatThrownBy(() -> node.upload(image, DATA))
        .isInstanceOf(GlanceException.Conflict.class)
        .hasMessage("Image " + image.id() + " already exists");

    assertThat(node.hasBytes(image)).isTrue();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
  }

  @Test
  void fullStoreIsToldAndTheImageIsQueuedAgain() throws IOException {
    Image image = node.add(Images.queued());
    node.store.failWritesAfter(3, () -> new StoreException.Full("There is not enough disk space."));

    assertThatThrownBy(() -> node.upload(image, DATA))
        .isInstanceOf(GlanceException.LimitExceeded.class)
        .hasMessage("Image storage media is full: There is not enough disk space.");

    assertTakenBack(image);
    node.store.recover();
    node.upload(image, DATA);
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void storeThatCannotEvenCleanUpIsCleanedUpLater() throws IOException {
    Image image = node.add(Images.queued());
    IOException broken = new IOException("Input/output error");
    node.store.failWritesAfter(3, () -> broken);
    node.store.failDeletes(() -> broken);

    assertThatThrownBy(() -> node.upload(image, DATA)).isInstanceOf(GlanceException.Failed.class);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.SAVING);
    node.registry.pass(Duration.ofMinutes(2));
    assertThat(node.recovery.pass()).isFalse();
    node.store.recover();
    assertThat(node.recovery.pass()).isTrue();
    assertTakenBack(image);
  }

  @Test
  void imageThatWasDeletedMeanwhileIsGoneWithItsBytes() throws IOException {
    Image image = node.add(Images.queued());
    InputStream data =
        meanwhile(() -> node.removals.remove(node.registry.visible(image.id()), Node.CALLER));

    assertThatThrownBy(() -> node.upload(image, data))
        .isInstanceOf(GlanceException.Gone.class)
        .hasMessage(
            "Image %s could not be found after upload. The image may have been deleted during the upload, cleaning up the chunks uploaded."
                .formatted(image.id()));

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.DELETED);
    assertThat(node.hasBytes(image)).isFalse();
    assertThat(node.registry.transfers()).isEmpty();
  }

  @Test
  void secondUploadToOneImageIsRefusedAndTheFirstEndsWell() throws IOException {
    Image image = node.add(Images.queued());
    Node other = node.other("there");
    InputStream data =
        meanwhile(() ->
            assertThatThrownBy(() -> other.upload(image, new byte[5]))
                .isInstanceOf(GlanceException.Conflict.class)
                .hasMessage("Image status transition from saving to saving is not allowed"));

    node.upload(image, data);

    assertThat(node.now(image).size()).isEqualTo(10);
  }

  @Test
  void lostAnswerToTheFinishIsResolvedByAsking() throws IOException {
    Image image = node.add(Images.queued());
    node.transfers.onFinish(Fault.ANSWER_LOST);

    node.upload(image, DATA);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void finishIsAskedForAgainWhenItDidNotGetThrough() throws IOException {
    Image image = node.add(Images.queued());
    node.transfers.onFinish(Fault.REQUEST_LOST, Fault.ANSWER_LOST);

    node.upload(image, DATA);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void refusedFinishTakesTheBytesBack() throws IOException {
    Image image = node.add(Images.queued());
    node.transfers.onFinish(Fault.REFUSED);

    assertThatThrownBy(() -> node.upload(image, DATA)).isInstanceOf(GlanceException.Failed.class);

    assertTakenBack(image);
  }

  @Test
  void bytesStayWhileTheRegistryIsSilentAndAreTakenBackLater() throws IOException {
    Image image = node.add(Images.queued());
    node.transfers.beforeFinish(() -> node.transfers.setDown(true));

    assertThatThrownBy(() -> node.upload(image, DATA))
        .isInstanceOf(GlanceException.Unavailable.class);

    assertThat(node.hasBytes(image)).isTrue();
    assertThat(node.recovery.pass()).isFalse();
    node.transfers.setDown(false);
    assertThat(node.recovery.pass()).isTrue();
    assertThat(node.hasBytes(image)).isTrue();
    node.registry.pass(Duration.ofMinutes(2));
    assertThat(node.recovery.pass()).isTrue();
    assertTakenBack(image);
  }

  @Test
  void silentRegistryThatDidFinishKeepsTheImageWhole() throws IOException {
    Image image = node.add(Images.queued());
    node.transfers.onFinish(
        Fault.ANSWER_LOST, Fault.REQUEST_LOST, Fault.REQUEST_LOST, Fault.REQUEST_LOST);

    assertThatThrownBy(() -> node.upload(image, DATA))
        .isInstanceOf(GlanceException.Unavailable.class);

    node.registry.pass(Duration.ofMinutes(2));
    assertThat(node.recovery.pass()).isTrue();
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void uploadThatStoodStillForTooLongStopsAndTouchesNothing() throws IOException {
    Image image = node.add(Images.queued());
    Node other = node.other("there");
    InputStream data =
        meanwhile(() -> {
          node.registry.pass(Duration.ofMinutes(2));
          other.recovery.pass();
          node.keeper.renew();
          other.upload(image, new byte[5]);
        });

    assertThatThrownBy(() -> node.upload(image, data))
        .isInstanceOf(GlanceException.Unavailable.class);

    assertThat(node.now(image).size()).isEqualTo(5);
    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void uploadThatDoesNotKnowThatItIsLostTouchesNothingWhenItsClientFails() throws IOException {
    Image image = node.add(Images.queued());
    IOException reset = new IOException("Connection reset");
    InputStream data =
        meanwhile(() -> {
          anotherNodeTakesOver(image);
          throw reset;
        });

    assertThatThrownBy(() -> node.upload(image, data)).isSameAs(reset);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.now(image).size()).isEqualTo(5);
    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void uploadThatIsLostAndCutOffFromTheRegistryTouchesNothing() throws IOException {
    Image image = node.add(Images.queued());
    InputStream data =
        meanwhile(() -> {
          anotherNodeTakesOver(image);
          node.transfers.setDown(true);
          throw new IOException("Connection reset");
        });

    assertThatThrownBy(() -> node.upload(image, data)).isInstanceOf(IOException.class);

    assertThat(node.hasBytes(image)).isTrue();
  }

  @Test
  void uploadThatFailsWhileTheRegistryIsSilentIsTakenBackLater() throws IOException {
    Image image = node.add(Images.queued());
    node.store.afterWrites(() -> {
      node.transfers.setDown(true);
      throw new IllegalStateException("broken digest");
    });

    assertThatThrownBy(() -> node.upload(image, DATA)).isInstanceOf(IllegalStateException.class);

    node.transfers.setDown(false);
    node.registry.pass(Duration.ofMinutes(2));
    assertThat(node.recovery.pass()).isTrue();
    assertTakenBack(image);
  }

  @Test
  void bytesOfAWriteThatFailedAtItsVeryEndAreTakenBack() throws IOException {
    Image image = node.add(Images.queued());
    node.store.afterWrites(() -> {
      throw new IllegalStateException("broken digest");
    });

    assertThatThrownBy(() -> node.upload(image, DATA)).isInstanceOf(IllegalStateException.class);

    assertTakenBack(image);
  }

  @Test
  void bytesThatCameAfterSomebodyCleanedUpAreTakenBack() throws IOException {
    Image image = node.add(Images.queued());
    Node other = node.other("there");
    InputStream data =
        meanwhile(() -> {
          node.registry.pass(Duration.ofMinutes(2));
          other.recovery.pass();
        });

    assertThatThrownBy(() -> node.upload(image, data)).isInstanceOf(GlanceException.class);

    assertTakenBack(image);
  }

  private void anotherNodeTakesOver(Image image) throws IOException {
    Node other = node.other("there");
    node.registry.pass(Duration.ofMinutes(2));
    other.recovery.pass();
    other.upload(image, new byte[5]);
  }

  private void assertTakenBack(Image image) throws IOException {
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.hasBytes(image)).isFalse();
    assertThat(node.registry.transfers()).isEmpty();
  }

  /** {@link #DATA}, and something happens before its end. */
  private static InputStream meanwhile(Event event) {
    return new FilterInputStream(new ByteArrayInputStream(DATA)) {
      private boolean happened;

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, Math.min(length, 6));
        if (!happened) {
          happened = true;
          event.happen();
        }
        return read;
      }
    };
  }

  private interface Event {
    void happen() throws IOException;
  }
}
