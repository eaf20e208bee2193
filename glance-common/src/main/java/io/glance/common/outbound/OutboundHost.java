package io.glance.common.outbound;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host of a URL in one form, so that two ways to write a host are equal: an address as {@link
 * InetAddress} has it (an IPv4-mapped IPv6 address is its IPv4 address), or a name in ASCII, in
 * lower case and without a dot at its end.
 *
 * <p>Only the dotted form of IPv4 and the plain forms of IPv6 are addresses. What some resolver
 * would take for one besides, 2130706433, 0x7f.1, 0177.0.0.1 or fullwidth digits, is no host at
 * all, and neither is an address with a zone.
 *
 * <p>Source: glance/common/utils.py, normalize_hostname.
 *
 * @param text as it stands in a Host header, but for the brackets of IPv6
 * @param address absent if it is a name
 */
record OutboundHost(String text, @Nullable InetAddress address) {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F.]*");
  private static final Pattern NAME = Pattern.compile("(?:[a-z0-9_-]{1,63}\\.)*[a-z0-9_-]{1,63}");
  private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
  private static final int LONGEST_NAME = 253;

  /**
   * @param text as between {@code //} and the port, IPv6 in brackets
   * @throws IllegalArgumentException if it is no host
   */
  static OutboundHost ofUrl(String text) {
    if (text.startsWith("[") && text.endsWith("]")) {
      return ofIpv6(text.substring(1, text.length() - 1));
    }
    return IPV4.matcher(text).matches() ? ofAddress(InetAddress.ofLiteral(text)) : ofName(text);
  }

  /**
   * @param text as operators write a host, IPv6 with or without brackets
   * @throws IllegalArgumentException if it is no host
   */
  static OutboundHost ofOption(String text) {
    return text.indexOf(':') >= 0 && !text.startsWith("[") ? ofIpv6(text) : ofUrl(text);
  }

  private static OutboundHost ofIpv6(String text) {
    String tail = text.substring(text.lastIndexOf(':') + 1);
    boolean oddTail = tail.indexOf('.') >= 0 && !IPV4.matcher(tail).matches();
    if (oddTail || !IPV6.matcher(text).matches()) {
      throw new IllegalArgumentException("not an IPv6 address");
    }
    return ofAddress(Inet6Address.ofLiteral(text));
  }

  private static OutboundHost ofAddress(InetAddress address) {
    return new OutboundHost(address.getHostAddress(), address);
  }

  private static OutboundHost ofName(String text) {
    String name = IDN.toASCII(text).toLowerCase(Locale.ROOT);
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a host name");
    }
    if (NUMBER.matcher(name).matches()) {
      throw new IllegalArgumentException("not the usual way to write an address");
    }
    return new OutboundHost(name, null);
  }
}
