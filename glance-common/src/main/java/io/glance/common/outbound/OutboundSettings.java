package io.glance.common.outbound;

import java.time.Duration;

/**
 * How connections are made.
 *
 * @param trust whose certificates are accepted
 * @param proxies none by default; no environment variable is read
 */
public record OutboundSettings(OutboundTrust trust, OutboundProxies proxies, Waits waits) {

  /** Certificates are verified, no proxies. */
  public static final OutboundSettings DEFAULT =
      new OutboundSettings(OutboundTrust.system(), OutboundProxies.NONE, Waits.DEFAULT);

  public OutboundSettings trusting(OutboundTrust other) {
    return new OutboundSettings(other, proxies, waits);
  }

  public OutboundSettings through(OutboundProxies other) {
    return new OutboundSettings(trust, other, waits);
  }

  public OutboundSettings waiting(Waits other) {
    return new OutboundSettings(trust, proxies, other);
  }

  /**
   * @param connect for the connection to one address
   * @param read for the next bytes of the other side
   * @param head for all of it up to the end of an answer's headers, however many addresses are
   *     tried and however slowly bytes come; each redirect has this time anew
   * @param piece for each {@link #PIECE_BYTES} of a body. Only the time counts in which somebody
   *     waits for them
   */
  public record Waits(Duration connect, Duration read, Duration head, Duration piece) {
    /** With the default time, some 220 bytes in a second: slower than any line that is in use. */
    public static final int PIECE_BYTES = 64 * 1024;

    public static final Waits DEFAULT =
        new Waits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5));
  }
}
