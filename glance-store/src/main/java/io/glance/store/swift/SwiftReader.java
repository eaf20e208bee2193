package io.glance.store.swift;

import io.glance.store.ByteRange;
import io.glance.store.HttpRange;
import io.glance.store.OpenImage;
import io.glance.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens images, and opens them again in the middle where a connection broke. */
final class SwiftReader {
  private final SwiftObjects objects;
  private final int retries;

  /**
   * @param retries how often a download that broke off is resumed
   */
  SwiftReader(SwiftObjects objects, int retries) {
    this.objects = objects;
    this.retries = retries;
  }

  /**
   * A part of an object.
   *
   * @param end of the part, not in it; -1 if Swift did not say
   */
  private record Part(InputStream stream, long first, long end, String etag) {}

  OpenImage open(SwiftPath path, ByteRange range) throws IOException {
    if (range.length() == 0) {
      size(path);
      return OpenImage.of(InputStream.nullInputStream(), 0);
    }
    Part part = part(path, range, null);
    if (part == null) {
      return OpenImage.of(InputStream.nullInputStream(), 0);
    }
    long length = part.end() < 0 ? -1 : part.end() - part.first();
    return OpenImage.of(
        new ResumedStream(
            part.stream(), length, retries, read -> again(path, part, part.first() + read)),
        length);
  }

  /** Bytes; -1 if Swift does not say. */
  long size(SwiftPath path) throws IOException {
    SwiftAnswer answer = objects.ask("HEAD", path);
    if (!answer.isSuccess()) {
      throw SwiftErrors.ofReading(answer);
    }
    return answer.length().orElse(-1);
  }

  private InputStream again(SwiftPath path, Part before, long from) throws IOException {
    Part part = part(path, new ByteRange(from, before.end() - from), before.etag());
    if (part == null || part.first() != from || part.end() != before.end()) {
      throw new IOException("the image in Swift has changed while it was read");
    }
    return part.stream();
  }

  /** Null if the range begins behind the end. */
  private @Nullable Part part(SwiftPath path, ByteRange range, @Nullable String etag)
      throws IOException {
    Map<String, String> headers = new HashMap<>();
    if (!range.isAll()) {
      headers.put("Range", HttpRange.asked(range));
    }
    if (etag != null && !etag.isEmpty()) {
      headers.put("If-Match", etag);
    }
    SwiftResponse response = objects.open(path, headers);
    try {
      return part(response, range);
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  private static @Nullable Part part(SwiftResponse response, ByteRange range) throws IOException {
    SwiftAnswer head = response.head();
    String etag = head.header("ETag").orElse("");
    if (head.status() == SwiftAnswer.BEHIND_THE_END && !range.isAll()) {
      response.close();
      return null;
    }
    if (head.status() == SwiftAnswer.PARTIAL && !range.isAll()) {
      ByteRange sent =
          HttpRange.sent(head.header("Content-Range").orElse(""))
              .filter(part -> part.offset() == range.offset())
              .orElseThrow(
                  () -> new StoreException.Unavailable("Swift sent another part of the image."));
      return new Part(response.body(), sent.offset(), sent.offset() + sent.length(), etag);
    }
    if (!head.isSuccess()) {
      throw SwiftErrors.ofReading(head);
    }
    if (!range.isAll()) {
      throw new StoreException.Unavailable(
          "Swift sent all of the image where a part was asked for.");
    }
    return new Part(response.body(), 0, head.length().orElse(-1), etag);
  }
}
