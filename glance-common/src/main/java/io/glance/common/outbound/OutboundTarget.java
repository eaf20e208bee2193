package io.glance.common.outbound;

import java.net.InetAddress;
import java.util.List;

/**
 * A URL that passed the filter, and the only addresses that may be connected to for it.
 *
 * @param addresses at least one, in the resolver's order
 */
record OutboundTarget(OutboundUrl url, List<InetAddress> addresses) {
  OutboundTarget {
    addresses = List.copyOf(addresses);
  }
}
