package io.glance.api.importing;

import io.glance.store.OpenImage;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes whose beginning was looked at. Who opens them first gets what was open already, so that a
 * source is not asked twice. For one import; those who open it do so one after the other.
 */
final class PeekedOrigin implements Origin {
  private final Origin source;
  private final byte[] beginning;
  private @Nullable OpenImage open;

  /**
   * @throws IOException as the source throws it; nothing stays open
   */
  PeekedOrigin(Origin source, int bytes) throws IOException {
    this.source = source;
    OpenImage opened = source.open();
    try {
      this.beginning = opened.stream().readNBytes(bytes);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    this.open = opened;
    if (opened.file() != null) {
      opened.close();
      this.open = null;
    }
  }

  byte[] beginning() {
    return beginning;
  }

  @Override
  public OpenImage open() throws IOException {
    @Nullable OpenImage first = open;
    if (first == null) {
      return source.open();
    }
    open = null;
    InputStream whole =
        new SequenceInputStream(new ByteArrayInputStream(beginning), new Rest(first.stream()));
    return OpenImage.of(whole, first.length());
  }

  /** Closed with the whole, also where that has not come to it yet. */
  private static final class Rest extends FilterInputStream {
    Rest(InputStream rest) {
      super(rest);
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
    source.close();
  }
}
