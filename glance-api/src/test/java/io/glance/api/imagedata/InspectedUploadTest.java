package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.glance.api.inspection.Disks;
import io.glance.api.inspection.Rules;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of data that are something, or claim to be. */
class InspectedUploadTest {
  private static final byte[] UNSAFE = Disks.qcow2(3, 112, 0);

  private final Node node = new Node();

  static Stream<Arguments> sound() {
    return Stream.of(
        arguments("qcow2", Disks.qcow2()),
        arguments("vmdk", Disks.vmdk()),
        arguments("vhd", Disks.vhd()),
        arguments("vhdx", Disks.vhdx()),
        arguments("vdi", Disks.vdi()),
        arguments("iso", Disks.bootableIso()));
  }

  @ParameterizedTest
  @MethodSource("sound")
  void imageHasTheSizeOfTheDiskThatItsDataDescribe(String format, byte[] data) throws IOException {
    Image image = node.add(Images.withFormats(format, "bare"));

    node.upload(image, data);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.now(image).size()).isEqualTo(data.length);
    assertThat(node.now(image).virtualSize()).isEqualTo(Disks.SIZE);
  }

  @Test
  void dataInAContainerAreNotLookedAt() throws IOException {
    Image image = node.add(Images.withFormats("qcow2", "ovf"));

    node.upload(image, UNSAFE);

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(node.now(image).virtualSize()).isNull();
  }

  static Stream<Arguments> refused() {
    String unsafe = "Image failed safety checks";
    String flat = Disks.descriptor("monolithicFlat", "RW 1 FLAT \"/etc/passwd\" 0");
    byte[] footer = Disks.streamedVmdk();
    footer[footer.length - 1024 + 28]++;
    byte[] twoFormats = Disks.iso();
    System.arraycopy(Disks.qcow2(), 0, twoFormats, 0, 512);
    return Stream.of(
        arguments("qcow2", UNSAFE, unsafe),
        arguments("raw", UNSAFE, unsafe),
        arguments("qcow2", Disks.qcow2(3, 0, 4), unsafe),
        arguments("raw", Disks.qcow2(3, 0, 4), unsafe),
        arguments("raw", Disks.qed(), unsafe),
        arguments("raw", Disks.luks(2), unsafe),
        arguments("raw", Disks.mbr(1000), unsafe),
        arguments("raw", Disks.latin1(flat), unsafe),
        arguments("raw", Disks.latin1("#\u00ff\n" + flat), unsafe),
        arguments("vmdk", Disks.vmdk(flat), unsafe),
        arguments("vmdk", footer, unsafe),
        arguments("raw", footer, unsafe),
        arguments("raw", Arrays.copyOf(UNSAFE, 200), "Incomplete file cannot be safety checked"),
        arguments("raw", twoFormats, "Multiple formats detected: qcow2,iso"),
        arguments("qcow2", Disks.raw(10), "Image disk_format qcow2 does not match stream data raw"),
        arguments("ami", Disks.vdi(), "Image disk_format ami does not match stream data vdi"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusedDataLeaveNothingAndTheImageMayHaveOthers(String declared, byte[] data, String message)
      throws IOException {
    Image image = node.add(Images.withFormats(declared, "bare"));

    assertThatThrownBy(() -> node.upload(image, data))
        .isInstanceOfSatisfying(
            GlanceException.UnsupportedMediaType.class,
            e -> assertThat(e.detail()).isEqualTo(message));

    assertTakenBack(image);
    Image raw = node.add(Images.queued());
    node.upload(raw, Disks.raw(10));
    assertThat(node.now(raw).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void refusedImageTakesGoodDataAfterwards() throws IOException {
    Image image = node.add(Images.withFormats("qcow2", "bare"));
    assertThatThrownBy(() -> node.upload(image, UNSAFE)).isInstanceOf(GlanceException.class);

    node.upload(image, Disks.qcow2());

    assertThat(node.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @Test
  void malformedDataAreReadNoFurther() throws IOException {
    Image image = node.add(Images.withFormats("vmdk", "bare"));
    byte[] malformed = Disks.vmdk();
    malformed[4] = 9;
    InputStream rest =
        TestingStreams.failing(
            TestingStreams.zeros(Long.MAX_VALUE), 600_000, new IOException("read on"));
    InputStream data = new SequenceInputStream(new ByteArrayInputStream(malformed), rest);

    assertThatThrownBy(() -> node.upload(image, data))
        .isInstanceOfSatisfying(
            GlanceException.UnsupportedMediaType.class,
            e -> assertThat(e.detail()).isEqualTo("Image failed safety checks"));

    assertTakenBack(image);
  }

  @Test
  void otherTroubleThatComesFirstIsTold() throws IOException {
    Image image = node.add(Images.queued());
    IOException reset = new IOException("Connection reset");
    InputStream cut = TestingStreams.failing(new ByteArrayInputStream(UNSAFE), 9000, reset);
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream(UNSAFE), TestingStreams.zeros(Long.MAX_VALUE));

    assertThatThrownBy(() -> node.upload(image, cut)).isSameAs(reset);
    assertThatThrownBy(() -> node.upload(image, endless))
        .isInstanceOf(GlanceException.LimitExceeded.class);
    assertThatThrownBy(() ->
            node.uploads.upload(
                image.id(), new ByteArrayInputStream(UNSAFE), UNSAFE.length + 1, null, Node.CALLER))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessageStartingWith("Size mismatch: ");

    assertTakenBack(image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "qcow2", "iso"})
  void whereMismatchIsToleratedUnsafeDataAreStillRefused(String declared) throws IOException {
    Node tolerant = new Node(Rules.of(false));
    Image image = tolerant.add(Images.withFormats(declared, "bare"));

    assertThatThrownBy(() -> tolerant.upload(image, UNSAFE))
        .isInstanceOf(GlanceException.UnsupportedMediaType.class);
    tolerant.upload(image, Disks.vdi());

    assertThat(tolerant.now(image).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  private void assertTakenBack(Image image) throws IOException {
    assertThat(node.now(image).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(node.hasBytes(image)).isFalse();
    assertThat(node.registry.transfers()).isEmpty();
  }
}
