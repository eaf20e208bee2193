package io.glance.common.outbound;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * An answer of any status. Its body is read from the network as the caller reads it and no further.
 * Closing, the body or this, ends the connection at once, whatever is left.
 */
public final class OutboundResponse implements AutoCloseable {
  /** {@link #length()} of a body that may end anywhere. */
  public static final long UNKNOWN = -1;

  private static final long LARGEST_DIGITS = 18;

  private final int status;
  private final Map<String, String> headers;
  private final Body body;

  /**
   * @param headers lower-cased name → value, the first of each name
   * @param end ends the connection; may be called several times
   */
  OutboundResponse(int status, Map<String, String> headers, InputStream body, Runnable end) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = new Body(body, end);
  }

  public int status() {
    return status;
  }

  /**
   * @param name in lower case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Bytes of the body as the server announced them, also for HEAD, or {@link #UNKNOWN}. */
  public long length() {
    String announced = headers.getOrDefault("content-length", "");
    boolean number = announced.length() <= LARGEST_DIGITS && announced.matches("[0-9]+");
    return number && !headers.containsKey("transfer-encoding")
        ? Long.parseLong(announced)
        : UNKNOWN;
  }

  /**
   * Undecoded. Empty after HEAD. Fails where the connection breaks off before the announced length
   * or the last chunk, when nothing comes for the time of {@link OutboundSettings.Waits#read}, and
   * with {@link SlowAnswerException} when too little comes for that of {@link
   * OutboundSettings.Waits#piece}.
   */
  public InputStream body() {
    return body;
  }

  @Override
  public void close() {
    body.close();
  }

  private static final class Body extends FilterInputStream {
    private final Runnable end;

    private Body(InputStream stream, Runnable end) {
      super(stream);
      this.end = end;
    }

    @Override
    public void close() {
      end.run();
    }
  }
}
