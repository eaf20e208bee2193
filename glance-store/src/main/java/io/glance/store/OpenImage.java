package io.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Image bytes opened for reading.
 *
 * @param stream of exactly the bytes asked for
 * @param length bytes that the stream yields, or -1 if the store does not say
 * @param file whose bytes these are, from {@code fileOffset} on; absent unless the store keeps
 *     plain files that the operating system can send by itself
 */
public record OpenImage(InputStream stream, long length, @Nullable Path file, long fileOffset)
    implements AutoCloseable {

  public static OpenImage of(InputStream stream, long length) {
    return new OpenImage(stream, length, null, 0);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
