package io.glance.api.replicator;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** Bytes that are written once, and of which only the number is known before. */
final class UploadEntity extends AbstractHttpEntity {
  private final long size;
  private final Transport.Body body;

  UploadEntity(long size, Transport.Body body) {
    super(ContentType.APPLICATION_OCTET_STREAM, null);
    this.size = size;
    this.body = body;
  }

  @Override
  public long getContentLength() {
    return size;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    body.writeTo(out);
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isStreaming() {
    return true;
  }

  @Override
  public InputStream getContent() {
    throw new UnsupportedOperationException("these bytes are written");
  }

  @Override
  public void close() {
    // whoever gave the bytes closes them
  }
}
