package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.imagedata.UploadBody;
import io.glance.store.OpenImage;
import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes out of images that are compressed, or claim to be. */
class DecompressionTest {
  private static final long CAP = 10 << 20;

  private final Progress progress = new Progress(() -> false, message -> {}, CAP);
  private final byte[] data = TestingStreams.bytes(300_000);

  private byte[] decompressed(byte[] compressed) throws IOException {
    return read(Steps.bytes(compressed), "bare");
  }

  private byte[] read(Origin origin, String containerFormat) throws IOException {
    Job job = Steps.job(Steps.image("raw", containerFormat));
    try (Prepared prepared =
            new Decompression(new DecoderMemory(1))
                .apply(new Prepared(job.image(), origin), job, progress);
        OpenImage open = prepared.origin().open()) {
      return open.stream().readAllBytes();
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  @Test
  void gzipIsDecompressed() throws Exception {
    byte[] compressed = Steps.gzip(data);

    byte[] result = decompressed(compressed);

    assertThat(result).isEqualTo(data);
  }

  @Test
  void allMembersOfGzipCountAndZerosBehindThemDoNot() throws Exception {
    byte[] member = Steps.gzip(data);

    byte[] result = decompressed(joined(member, Steps.gzip(new byte[0]), member, new byte[700]));

    assertThat(result).isEqualTo(joined(data, data));
  }

  @Test
  void gzipWithAllFieldsIsDecompressed() throws Exception {
    byte[] plain = Steps.gzip(data);
    byte[] header = Arrays.copyOf(plain, 10);
    header[3] = 0x1f;
    byte[] fields = {3, 0, 1, 2, 3, 'n', 0, 'c', 0, 9, 9};

    byte[] result =
        decompressed(joined(header, fields, Arrays.copyOfRange(plain, 10, plain.length)));

    assertThat(result).isEqualTo(data);
  }

  @Test
  void theOnlyMemberOfAZipIsDecompressedWhateverItsName() throws Exception {
    for (String name : List.of("disk.raw", "../../../etc/passwd", "/etc/passwd", "a\0b", "ä")) {
      byte[] result = decompressed(Steps.zip(data, name));

      assertThat(result).as(name).isEqualTo(data);
    }
  }

  @Test
  void zipOfSeveralMembersFails() throws Exception {
    byte[] archive = Steps.zip(data, "a", "b");

    assertThatThrownBy(() -> decompressed(archive))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("Archive contains more than one file.");
  }

  @Test
  void zipOfADirectoryFails() throws Exception {
    byte[] archive = Steps.zip(new byte[0], "directory/");

    assertThatThrownBy(() -> decompressed(archive))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("Archive does not contain a file.");
  }

  @Test
  void otherDataStayAsTheyAre() throws Exception {
    for (byte[] plain : List.of(data, new byte[0], new byte[] {0x1f, (byte) 0x8b})) {
      byte[] result = decompressed(plain);

      assertThat(result).isEqualTo(plain);
    }
  }

  @Test
  void imageInACompressedContainerStaysAsItIs() throws Exception {
    byte[] compressed = Steps.gzip(data);

    byte[] result = read(Steps.bytes(compressed), "compressed");

    assertThat(result).isEqualTo(compressed);
  }

  @Test
  void bzip2XzAndZstdAreDecompressed() throws Exception {
    for (byte[] compressed : List.of(Steps.bzip2(data), Steps.xz(data), Steps.zstd(data))) {
      byte[] result = decompressed(compressed);

      assertThat(result).isEqualTo(data);
    }
  }

  @Test
  void allPartsOfBzip2XzAndZstdCount() throws Exception {
    for (byte[] part : List.of(Steps.bzip2(data), Steps.xz(data), Steps.zstd(data))) {
      byte[] result = decompressed(joined(part, part));

      assertThat(result).isEqualTo(joined(data, data));
    }
  }

  @Test
  void bzip2XzAndZstdThatEndEarlyOrAreBrokenFail() throws Exception {
    for (byte[] whole : List.of(Steps.bzip2(data), Steps.xz(data), Steps.zstd(data))) {
      byte[] broken = whole.clone();
      broken[whole.length / 2] ^= 0x20;

      for (byte[] wrong : List.of(Arrays.copyOf(whole, whole.length / 2), broken)) {
        assertThatThrownBy(() -> decompressed(wrong))
            .isInstanceOf(ImportFailure.class)
            .hasMessageStartingWith("The compressed data of the image are broken: ");
      }
    }
  }

  @Test
  void bombsOfAllKindsStopAtTheCap() throws Exception {
    byte[] zeros = new byte[20 << 20];
    for (byte[] bomb : List.of(Steps.bzip2(zeros), Steps.xz(zeros), Steps.zstd(zeros))) {
      Job job = Steps.job(Steps.image("raw", "bare"));

      try (Prepared prepared =
              new Decompression(new DecoderMemory(1))
                  .apply(new Prepared(job.image(), Steps.bytes(bomb)), job, progress);
          OpenImage open = prepared.origin().open()) {
        assertThatThrownBy(
                () -> progress.watch(open.stream()).transferTo(OutputStream.nullOutputStream()))
            .isInstanceOf(UploadBody.TooLarge.class);
      }
    }
  }

  @Test
  void xzThatNeedsTooMuchMemoryFails() throws Exception {
    byte[] greedy = Steps.xz(data);
    int header = 12;
    int end = header + 4 * (greedy[header] + 1) - 4;
    greedy[header + 4] = 32; // a dictionary of 256 MiB
    CRC32 digest = new CRC32();
    digest.update(greedy, header, end - header);
    ByteBuffer.wrap(greedy).order(ByteOrder.LITTLE_ENDIAN).putInt(end, (int) digest.getValue());

    assertThatThrownBy(() -> decompressed(greedy))
        .isInstanceOf(ImportFailure.class)
        .hasMessageContaining("KiB of memory would be needed");
  }

  @Test
  void aDecoderThatIsClosedMakesRoomForTheNext() throws Exception {
    DecoderMemory one = new DecoderMemory(1);
    Job job = Steps.job(Steps.image("raw", "bare"));

    for (int i = 0; i < 3; i++) {
      Origin origin = Steps.bytes(Steps.xz(data));
      try (Prepared prepared =
              new Decompression(one).apply(new Prepared(job.image(), origin), job, progress);
          OpenImage open = prepared.origin().open()) {
        assertThat(open.stream().read()).isGreaterThanOrEqualTo(0);
      }
    }
  }

  @Test
  void lhaIsRefused() {
    byte[] archive = "xx-lh5-and more".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> decompressed(archive))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("No lhafile available.");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 9, 10, 11, 50_000, -1, -4, -8, -9})
  void gzipThatEndsEarlyFails(int end) throws Exception {
    byte[] whole = Steps.gzip(data);
    byte[] broken = Arrays.copyOf(whole, end < 0 ? whole.length + end : end);

    assertThatThrownBy(() -> decompressed(broken))
        .isInstanceOf(ImportFailure.class)
        .hasMessageStartingWith("The compressed data of the image are broken: ");
  }

  @Test
  void anyByteOfGzipThatIsWrongFailsOrChangesNothing() throws Exception {
    byte[] plain = Arrays.copyOf(data, 200);
    byte[] whole = Steps.gzip(plain);
    int failures = 0;

    for (int i = 3; i < whole.length; i++) {
      byte[] broken = whole.clone();
      broken[i] ^= 0x20;
      try {
        assertThat(decompressed(broken)).as("byte " + i).isEqualTo(plain);
      } catch (ImportFailure _) {
        failures++;
      }
    }

    assertThat(failures).isGreaterThan(200);
  }

  @Test
  void rubbishBehindGzipFails() throws Exception {
    byte[] broken = joined(Steps.gzip(data), "rubbish".getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> decompressed(broken)).isInstanceOf(ImportFailure.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 20, 29, 30, 40, 100_000, -22, -60})
  void zipThatEndsEarlyFails(int end) throws Exception {
    byte[] whole = Steps.zip(data, "disk");
    byte[] broken = Arrays.copyOf(whole, end < 0 ? whole.length - 22 - 50 : end);

    assertThatThrownBy(() -> decompressed(broken))
        .isInstanceOf(ImportFailure.class)
        .hasMessageStartingWith("The compressed data of the image are broken: ");
  }

  @Test
  void zipWhoseDataAreNotThoseOfItsDigestFails() throws Exception {
    byte[] broken = Steps.zip(data, "disk");
    int digest = broken.length - 22 - 46 - "disk".length() - 12;
    broken[digest] ^= 1;

    assertThatThrownBy(() -> decompressed(broken)).isInstanceOf(ImportFailure.class);
  }

  @Test
  void troubleOfTheSourceStaysWhatItIs() throws Exception {
    byte[] compressed = Steps.gzip(data);
    InputStream breaking =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new ImportFailure("The source of the image broke off");
          }
        };
    Origin origin =
        () ->
            OpenImage.of(
                new SequenceInputStream(new ByteArrayInputStream(compressed, 0, 50_000), breaking),
                -1);

    assertThatThrownBy(() -> read(origin, "bare"))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("The source of the image broke off");
  }

  @Test
  void bombStopsAtTheCap() throws Exception {
    byte[] bomb = Steps.gzip(new byte[50 << 20]);
    Job job = Steps.job(Steps.image("raw", "bare"));

    try (Prepared prepared =
            new Decompression(new DecoderMemory(1))
                .apply(new Prepared(job.image(), Steps.bytes(bomb)), job, progress);
        OpenImage open = prepared.origin().open()) {
      assertThat(open.length()).isEqualTo(-1);
      assertThatThrownBy(
              () -> progress.watch(open.stream()).transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(UploadBody.TooLarge.class);
    }
  }

  @Test
  void dataThatNeverYieldAnythingStopAtTheCap() throws Exception {
    byte[] empty = Steps.gzip(new byte[0]);
    byte[] nameWithoutEnd = Arrays.copyOf(empty, 10);
    nameWithoutEnd[3] = 8;

    for (byte[] beginning : List.of(new byte[0], nameWithoutEnd)) {
      byte[] repeated = beginning.length == 0 ? empty : new byte[] {'n'};
      Origin endless =
          () ->
              OpenImage.of(
                  new SequenceInputStream(
                      new ByteArrayInputStream(beginning), new Repeating(repeated)),
                  -1);

      assertThatThrownBy(() -> read(endless, "bare")).isInstanceOf(UploadBody.TooLarge.class);
    }
  }

  @Test
  void importOfSomebodyElseIsDecompressedNoFurther() throws Exception {
    Progress lost = new Progress(() -> true, message -> {}, CAP);
    Job job = Steps.job(Steps.image("raw", "bare"));
    Origin origin = Steps.bytes(Steps.gzip(data));

    Prepared prepared =
        new Decompression(new DecoderMemory(1)).apply(new Prepared(job.image(), origin), job, lost);

    assertThatThrownBy(() -> prepared.origin().open()).isInstanceOf(IOException.class);
  }

  /** The same bytes again and again. */
  private static final class Repeating extends InputStream {
    private final byte[] bytes;
    private int next;

    Repeating(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read() {
      int found = bytes[next] & 0xff;
      next = (next + 1) % bytes.length;
      return found;
    }
  }
}
