package io.glance.api.healthcheck;

import java.net.InetAddress;

/**
 * A network.
 *
 * @param prefix leading bits that an address shares with {@code network}
 */
record SourceRange(InetAddress network, int prefix) {

  /**
   * @param text an address, or a network as {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if it is neither
   */
  public static SourceRange of(String text) {
    int slash = text.indexOf('/');
    InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int bits = network.getAddress().length * 8;
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "'%s' is no network: %d is not within 0 to %d".formatted(text, prefix, bits));
    }
    return new SourceRange(network, prefix);
  }

  boolean contains(InetAddress address) {
    byte[] mine = network.getAddress();
    byte[] other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
