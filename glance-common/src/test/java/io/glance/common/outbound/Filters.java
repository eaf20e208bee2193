package io.glance.common.outbound;

import java.util.List;

/** Options of the filter that tests vary. */
final class Filters {
  static final OutboundProperties USUAL =
      new OutboundProperties(
          List.of("http", "https"), List.of(), List.of(), List.of(), List.of(80, 443), List.of());

  private Filters() {}

  static OutboundProperties schemes(List<String> allowed, List<String> disallowed) {
    return new OutboundProperties(
        allowed, disallowed, List.of(), List.of(), USUAL.allowedPorts(), List.of());
  }

  static OutboundProperties hosts(List<String> allowed, List<String> disallowed) {
    return new OutboundProperties(
        USUAL.allowedSchemes(), List.of(), allowed, disallowed, USUAL.allowedPorts(), List.of());
  }

  static OutboundProperties ports(List<Integer> allowed, List<Integer> disallowed) {
    return new OutboundProperties(
        USUAL.allowedSchemes(), List.of(), List.of(), List.of(), allowed, disallowed);
  }

  /** These hosts, on any port. */
  static OutboundProperties only(String... hosts) {
    return new OutboundProperties(
        USUAL.allowedSchemes(), List.of(), List.of(hosts), List.of(), List.of(), List.of());
  }

  /** All hosts, on any port. */
  static OutboundProperties anyPort() {
    return ports(List.of(), List.of());
  }
}
