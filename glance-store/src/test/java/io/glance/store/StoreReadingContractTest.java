package io.glance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.testing.TestingStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every store does whose bytes are read, whoever puts them there. The test of a store that
 * only reads extends this; that of any other, {@link StoreContractTest}.
 */
@Timeout(120)
public abstract class StoreReadingContractTest {
  Store store;

  /** A new store without images. */
  protected abstract Store store() throws Exception;

  /** Puts bytes where the store reads them. */
  protected abstract StoreLocation keep(byte[] bytes) throws Exception;

  /** A location of this store where nothing is. */
  protected abstract StoreLocation nowhere() throws Exception;

  @BeforeEach
  final void openStore() throws Exception {
    store = store();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65536, 1048577})
  void whatIsThereIsRead(int size) throws Exception {
    byte[] bytes = TestingStreams.bytes(size);

    StoreLocation location = keep(bytes);

    assertThat(read(location, ByteRange.ALL)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65537})
  void theSizeIsToldWithoutReading(int size) throws Exception {
    StoreLocation location = keep(TestingStreams.bytes(size));

    assertThat(store.size(location)).isIn((long) size, -1L);
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    StoreLocation nowhere = nowhere();

    assertThatThrownBy(() -> store.open(nowhere, ByteRange.ALL).close())
        .isInstanceOf(StoreException.NotFound.class);
    assertThatThrownBy(() -> store.open(nowhere, new ByteRange(1, 1)).close())
        .isInstanceOf(StoreException.NotFound.class);
    assertThatThrownBy(() -> store.size(nowhere)).isInstanceOf(StoreException.NotFound.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "0, 100000",
    "1, -1",
    "1, 65536",
    "65535, 2",
    "65536, 34464",
    "99999, 1",
    "99999, 1000",
    "99999, -1",
    "100000, 1",
    "100000, -1",
    "5000000000, 10",
    "17, 0",
    "0, 0"
  })
  void aRangeIsRead(long offset, long length) throws Exception {
    byte[] bytes = TestingStreams.bytes(100_000);
    StoreLocation location = keep(bytes);
    int from = (int) Math.min(offset, bytes.length);
    int to = length < 0 ? bytes.length : (int) Math.min(bytes.length, from + length);

    byte[] part = read(location, new ByteRange(offset, length));

    assertThat(part).isEqualTo(Arrays.copyOfRange(bytes, from, to));
  }

  @Test
  void anOpenImageKnowsItsLength() throws Exception {
    StoreLocation location = keep(TestingStreams.bytes(1000));

    try (OpenImage whole = store.open(location, ByteRange.ALL);
        OpenImage part = store.open(location, new ByteRange(900, 200))) {
      assertThat(whole.length()).isIn(1000L, -1L);
      assertThat(part.length()).isIn(100L, -1L);
    }
  }

  @Test
  void anOpenImageThatNamesAFileMeansItsBytes() throws Exception {
    byte[] bytes = TestingStreams.bytes(1000);
    StoreLocation location = keep(bytes);

    try (OpenImage image = store.open(location, new ByteRange(100, 50))) {
      if (image.file() != null) {
        byte[] file = Files.readAllBytes(image.file());
        assertThat(file).isEqualTo(bytes);
        assertThat(image.fileOffset()).isEqualTo(100);
      }
    }
  }

  @Test
  void aStreamIsReadByteByByteAndTransferred() throws Exception {
    byte[] bytes = TestingStreams.bytes(1000);
    StoreLocation location = keep(bytes);

    try (OpenImage image = store.open(location, ByteRange.ALL)) {
      assertThat(image.stream().read()).isEqualTo(bytes[0] & 0xff);
      assertThat(image.stream().skip(9)).isEqualTo(9);
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      assertThat(image.stream().transferTo(rest)).isEqualTo(990);
      assertThat(rest.toByteArray()).isEqualTo(Arrays.copyOfRange(bytes, 10, 1000));
      assertThat(image.stream().read()).isEqualTo(-1);
      assertThat(image.stream().read(new byte[10])).isEqualTo(-1);
    }
  }

  @Test
  void twoReadersDoNotDisturbEachOther() throws Exception {
    byte[] bytes = TestingStreams.bytes(200_000);
    StoreLocation location = keep(bytes);

    try (OpenImage one = store.open(location, ByteRange.ALL);
        OpenImage other = store.open(location, ByteRange.ALL)) {
      byte[] half = one.stream().readNBytes(100_000);
      byte[] whole = other.stream().readAllBytes();
      byte[] rest = one.stream().readAllBytes();

      assertThat(whole).isEqualTo(bytes);
      assertThat(half.length + rest.length).isEqualTo(bytes.length);
      assertThat(rest).endsWith(bytes[bytes.length - 1]);
    }
  }

  protected final byte[] read(StoreLocation location, ByteRange range) throws IOException {
    try (OpenImage image = store.open(location, range)) {
      return image.stream().readAllBytes();
    }
  }
}
