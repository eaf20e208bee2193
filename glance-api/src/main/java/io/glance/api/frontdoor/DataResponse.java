package io.glance.api.frontdoor;

import io.glance.api.imagedata.DownloadService.Download;
import io.glance.api.imagedata.DownloadService.Receipt;
import io.glance.store.OpenImage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Puts an image's bytes on the wire: a file is left to the operating system, which copies nothing
 * and keeps no thread waiting for a slow client, but does not tell what became of it; other bytes,
 * and those that somebody wants a receipt for, are copied.
 */
public final class DataResponse {
  /** Bytes. With a thousand slow clients at once they still fit a small heap. */
  private static final int BUFFER = 64 * 1024;

  private static final String SENDFILE = "org.apache.tomcat.sendfile.";

  private DataResponse() {}

  public static void send(
      Download download, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    OpenImage data = download.data();
    Path file = data.file();
    boolean needsNoReceipt = download.receipt() == null;
    if (file != null && needsNoReceipt && mayLeaveToTheSystem(request) && download.length() > 0) {
      leaveToTheSystem(file, data.fileOffset(), download.length(), request);
    } else {
      copy(download, response.getOutputStream());
    }
  }

  private static boolean mayLeaveToTheSystem(HttpServletRequest request) {
    return Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"));
  }

  /**
   * Tomcat sends after the request was handled.
   *
   * @throws IOException if the file is shorter than the image; later the connection would break
   */
  private static void leaveToTheSystem(
      Path file, long offset, long length, HttpServletRequest request) throws IOException {
    if (Files.size(file) < offset + length) {
      throw new IOException("the stored image is shorter than " + (offset + length));
    }
    request.setAttribute(SENDFILE + "filename", file.toRealPath().toString());
    request.setAttribute(SENDFILE + "start", offset);
    request.setAttribute(SENDFILE + "end", offset + length);
  }

  private static void copy(Download download, OutputStream out) throws IOException {
    Receipt receipt = download.receipt();
    if (receipt == null) {
      copy(download.data().stream(), download.length(), out);
      return;
    }
    CountedStream counted = new CountedStream(out);
    boolean whole = false;
    try {
      copy(download.data().stream(), download.length(), counted);
      out.flush();
      whole = true;
    } finally {
      receipt.sent(counted.count(), whole);
    }
  }

  /**
   * @param length bytes to copy, or -1 for all
   */
  private static void copy(InputStream data, long length, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = length < 0 ? Long.MAX_VALUE : length;
    while (left > 0) {
      int read = data.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      out.write(buffer, 0, read);
      left -= read;
    }
    if (length >= 0 && left > 0) {
      throw new IOException("the stored image is shorter than announced");
    }
  }
}
