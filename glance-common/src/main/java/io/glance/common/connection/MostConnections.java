package io.glance.common.connection;

/**
 * How many connections a service may hold without running out of memory, whatever their clients
 * send.
 */
public final class MostConnections {
  private static final int ALWAYS = 200;
  private static final int EVER = 20_000;

  /** Part of the heap that they may fill. */
  private static final int SHARE = 2;

  /** Bytes of one without its headers: buffers of the socket, request, response. */
  private static final int PLAIN = 40 << 10;

  /** What TLS adds in bytes: larger buffers, four of them, and the state of its engine. */
  private static final int TLS = 96 << 10;

  private MostConnections() {}

  /**
   * @param headerBytes all headers of a request at most
   */
  public static int of(int headerBytes, boolean tls) {
    return of(Runtime.getRuntime().maxMemory(), headerBytes, tls);
  }

  static int of(long heap, int headerBytes, boolean tls) {
    long each = (long) PLAIN + headerBytes + (tls ? TLS : 0);
    return Math.toIntExact(Math.clamp(heap / SHARE / each, ALWAYS, EVER));
  }
}
