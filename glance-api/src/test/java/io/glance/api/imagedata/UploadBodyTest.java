package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UploadBodyTest {

  @Test
  void asManyBytesAsTheCapPass() throws IOException {
    try (UploadBody body = new UploadBody(bytes(100), 100, () -> false)) {
      assertThat(body.readAllBytes()).hasSize(100);
    }
  }

  @Test
  void oneByteMoreThanTheCapIsTooLarge() throws IOException {
    try (UploadBody body = new UploadBody(bytes(101), 100, () -> false)) {
      assertThatThrownBy(body::readAllBytes)
          .isInstanceOf(UploadBody.TooLarge.class)
          .hasMessage("The provided image is too large.");
    }
  }

  @Test
  void singleBytesAreCountedToo() throws IOException {
    try (UploadBody body = new UploadBody(bytes(2), 1, () -> false)) {
      assertThat(body.read()).isZero();
      assertThatThrownBy(body::read).isInstanceOf(UploadBody.TooLarge.class);
    }
  }

  @Test
  void endlessDataAreReadNoFurtherThanOneBufferPastTheCap() throws IOException {
    Endless endless = new Endless();
    try (UploadBody body = new UploadBody(endless, 1000, () -> false)) {
      assertThatThrownBy(() -> body.transferTo(java.io.OutputStream.nullOutputStream()))
          .isInstanceOf(UploadBody.TooLarge.class);
    }
    assertThat(endless.given).isLessThan(100_000);
  }

  @Test
  void readingStopsWhenSomebodyElseTookTheUploadOver() throws IOException {
    AtomicBoolean takenOver = new AtomicBoolean();
    try (UploadBody body = new UploadBody(bytes(100), 100, takenOver::get)) {
      assertThat(body.read(new byte[10])).isEqualTo(10);

      takenOver.set(true);

      assertThatThrownBy(() -> body.read(new byte[10])).isInstanceOf(UploadBody.TakenOver.class);
    }
  }

  @Test
  void failureOfTheClientIsToldApart() throws IOException {
    IOException reset = new IOException("Connection reset");
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw reset;
          }
        };
    try (UploadBody body = new UploadBody(broken, 100, () -> false)) {
      assertThatThrownBy(body::read)
          .isInstanceOfSatisfying(
              UploadBody.CutOff.class, cut -> assertThat(cut.clientFailure()).isSameAs(reset));
    }
  }

  private static InputStream bytes(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  private static final class Endless extends InputStream {
    private long given;

    @Override
    public int read() {
      given++;
      return 0;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      given += length;
      return length;
    }
  }
}
