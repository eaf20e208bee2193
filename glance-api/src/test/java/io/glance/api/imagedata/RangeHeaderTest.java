package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import io.glance.store.ByteRange;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of Glance 33 for an image of ten bytes, unless a test's name says otherwise. */
class RangeHeaderTest {
  private static final String BAD_START =
      "Invalid start position in %s header. Start position MUST be in the inclusive range [0, %d].";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-3 | 0 | 4",
        "bytes=0-0 | 0 | 1",
        "bytes=9-9 | 9 | 1",
        "bytes=4- | 4 | 6",
        "bytes=-3 | 7 | 3",
        "bytes=-10 | 0 | 10",
        "bytes=-100 | 0 | 10",
        "bytes=-0 | 0 | 10",
        "bytes=0-9 | 0 | 10",
        "bytes=5-100 | 5 | 5",
        "bytes=0-99999999999999999999 | 0 | 10",
        "bytes=-99999999999999999999 | 0 | 10",
        "bytes=0000000000000000000000001-2 | 1 | 2",
        "bytes = 1-2 | 1 | 2",
        "bytes=1 - 2 | 1 | 2",
        "BYTES=1-2 | 1 | 2",
        "bytes=1-2x | 1 | 2",
        "bytes=1-2; | 1 | 2",
        "bytes=1-+2 | 1 | 9",
      })
  void rangeWithinTheImageIsRead(String header, long offset, long length) {
    var range = new RangeHeader(header, null).of(10);

    assertThat(range).contains(new ByteRange(offset, length));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=--1",
        "bytes=a-b",
        "bytes=+1-2",
        "bytes=3-2",
        "bytes=99999999999999999999-9",
        "bytes 1-2",
        "xbytes=1-2",
        "lines=0-1",
        "bytes=1",
        "bytes=0x1-2",
      })
  void unreadableRangeIsRefused(String header) {
    assertRefused(new RangeHeader(header, null), 10, "Invalid Range header.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=99999999999999999999-"})
  void rangeBehindTheImageIsRefused(String header) {
    assertRefused(new RangeHeader(header, null), 10, BAD_START.formatted("Range", 9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,3-4", ",", "bytes=0-1,"})
  void severalRangesAreInvalid(String header) {
    assertThatThrownBy(() -> new RangeHeader(header, null).of(10))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage(
            "Requests with multiple ranges are not supported in Glance. You may make multiple"
                + " single-range requests instead.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes 0-3/* | 0 | 4",
        "bytes 0-3/10 | 0 | 4",
        "bytes 0-3/99 | 0 | 4",
        "bytes 0-3/4 | 0 | 4",
        "bytes 0-9/* | 0 | 10",
        "bytes 0-0/* | 0 | 1",
      })
  void contentRangeWithinTheImageIsRead(String header, long offset, long length) {
    var range = new RangeHeader(null, header).of(10);

    assertThat(range).contains(new ByteRange(offset, length));
  }

  /** Where the original announces more bytes than it sends. */
  @ParameterizedTest
  @ValueSource(strings = {"bytes 5-10/20", "bytes 5-12/13"})
  void contentRangeWithTotalIsCutOffAtTheEndOfTheImage(String header) {
    var range = new RangeHeader(null, header).of(10);

    assertThat(range).contains(new ByteRange(5, 5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "bytes=0-3",
        "bytes 0-3",
        "Bytes 0-3/*",
        "lines 0-3/*",
        "bytes 5-3/*",
        "bytes 0-3/3",
        "bytes  0-3/*",
        "bytes 0 - 3/*",
        "bytes */10",
        "bytes */*",
      })
  void unreadableContentRangeIsRefused(String header) {
    assertRefused(new RangeHeader(null, header), 10, "Invalid Content-Range header.");
  }

  @Test
  void contentRangePastTheImageIsRefused() {
    assertRefused(
        new RangeHeader(null, "bytes 0-10/*"),
        10,
        "Invalid stop position in Content-Range header. The stop position MUST be in the inclusive"
            + " range [0, 9].");
    assertRefused(
        new RangeHeader(null, "bytes 10-12/20"), 10, BAD_START.formatted("Content-Range", 9));
  }

  @Test
  void rangeWinsOverContentRange() {
    var range = new RangeHeader("bytes=1-1", "bytes 0-3/*").of(10);

    assertThat(range).contains(new ByteRange(1, 1));
  }

  @Test
  void noHeaderAsksForNoPart() {
    assertThat(new RangeHeader(null, null).of(10)).isEmpty();
    assertThat(new RangeHeader(null, null).of(0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-1", "bytes=-1", "bytes=-0"})
  void emptyImageHasNoParts(String header) {
    assertRefused(new RangeHeader(header, null), 0, BAD_START.formatted("Range", -1));
  }

  @Test
  void everyRangeIsEitherWithinTheImageOrRefused() {
    Random random = new Random(20260101);
    String alphabet = "bytes=- 0123456789/*,";
    for (int i = 0; i < 200_000; i++) {
      long size = random.nextInt(4) == 0 ? Long.MAX_VALUE : random.nextInt(30);
      String noise = noise(random, alphabet, 1 + random.nextInt(24));
      boolean plain = random.nextBoolean();
      assertHarmless(new RangeHeader(plain ? noise : "bytes=" + noise, null), size);
      assertHarmless(new RangeHeader(null, plain ? noise : "bytes " + noise), size);
    }
  }

  @Test
  void readRangeYieldsTheBytesThatAreBetween() {
    String image = "0123456789abcdefghij";
    for (int first = 0; first < image.length(); first++) {
      for (int last = first; last < image.length() + 5; last++) {
        ByteRange range =
            new RangeHeader("bytes=%d-%d".formatted(first, last), null)
                .of(image.length())
                .orElseThrow();

        assertThat(image.substring(first, Math.min(last + 1, image.length())))
            .isEqualTo(cut(image, range));
      }
    }
  }

  private static String cut(String image, ByteRange range) {
    return image.substring((int) range.offset(), (int) (range.offset() + range.length()));
  }

  private static String noise(Random random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static void assertHarmless(RangeHeader header, long size) {
    try {
      @Nullable ByteRange range = header.of(size).orElseThrow();
      if (range.length() < 1 || range.offset() > size - range.length()) {
        throw new AssertionError(header + " of " + size + " is " + range);
      }
    } catch (GlanceException.Invalid | GlanceException.RangeNotSatisfiable expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }

  private static void assertRefused(RangeHeader header, long size, String detail) {
    assertThatThrownBy(() -> header.of(size))
        .isInstanceOfSatisfying(
            GlanceException.RangeNotSatisfiable.class,
            refused -> {
              assertThat(refused.explanation()).isNull();
              assertThat(refused.detail()).isEqualTo(detail);
            });
  }
}
