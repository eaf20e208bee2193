package io.glance.common.outbound;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where a packet to an address may end up: at the address itself, and at an IPv4 address inside of
 * it that a gateway or the system unpacks (compatible, translated, NAT64, 6to4, Teredo, ISATAP).
 * Java itself makes an IPv4 address of a mapped one.
 */
final class AddressForms {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b};
  private static final byte[] NAT64_LOCAL = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};
  private static final byte[] SIX_TO_FOUR = {0x20, 0x02};
  private static final byte[] TEREDO = {0x20, 0x01, 0, 0};
  private static final byte[] TRANSLATED = {0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff, 0, 0};
  private static final byte[] ISATAP = {0x5e, (byte) 0xfe};
  private static final int LAST_FOUR = 12;

  private AddressForms() {}

  /** The address first. */
  static List<InetAddress> of(InetAddress address) {
    List<InetAddress> forms = new ArrayList<>();
    forms.add(address);
    if (address instanceof Inet6Address) {
      addEmbedded(address.getAddress(), forms);
    }
    return forms;
  }

  private static void addEmbedded(byte[] bytes, List<InetAddress> forms) {
    boolean compatible = startsWith(bytes, 0, new byte[LAST_FOUR]);
    boolean isatap = bytes[9] == 0 && (bytes[8] & 0xfd) == 0 && startsWith(bytes, 10, ISATAP);
    boolean atTheEnd =
        compatible || isatap || startsWith(bytes, 0, TRANSLATED) || startsWith(bytes, 0, NAT64);
    if (atTheEnd) {
      forms.add(ipv4(bytes, 12, 13, 14, 15));
    }
    if (startsWith(bytes, 0, NAT64_LOCAL)) {
      forms.add(ipv4(bytes, 6, 7, 9, 10));
      forms.add(ipv4(bytes, 7, 9, 10, 11));
      forms.add(ipv4(bytes, 9, 10, 11, 12));
    }
    if (startsWith(bytes, 0, SIX_TO_FOUR)) {
      forms.add(ipv4(bytes, 2, 3, 4, 5));
    }
    if (startsWith(bytes, 0, TEREDO)) {
      forms.add(ipv4(bytes, 4, 5, 6, 7));
      forms.add(inverted(bytes));
    }
  }

  private static boolean startsWith(byte[] bytes, int from, byte[] prefix) {
    return Arrays.equals(bytes, from, from + prefix.length, prefix, 0, prefix.length);
  }

  /** Teredo hides the client's address from gateways that would translate it. */
  private static InetAddress inverted(byte[] bytes) {
    byte[] inverted = new byte[4];
    for (int i = 0; i < inverted.length; i++) {
      inverted[i] = (byte) ~bytes[LAST_FOUR + i];
    }
    return address(inverted);
  }

  private static InetAddress ipv4(byte[] bytes, int first, int second, int third, int fourth) {
    return address(new byte[] {bytes[first], bytes[second], bytes[third], bytes[fourth]});
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return Inet4Address.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
