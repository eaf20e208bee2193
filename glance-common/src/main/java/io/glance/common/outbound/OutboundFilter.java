package io.glance.common.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which URLs of users this service asks, and at which addresses. Thread-safe.
 *
 * <p>Scheme, host and port are compared with {@code [import_filtering_opts]}; then the addresses of
 * the host are judged one by one. Addresses of this very host (loopback, unspecified), link-local,
 * multicast and broadcast ones are dropped, also when an IPv6 address only contains them, and so
 * are those in {@code disallowed_hosts}. Private networks pass. A host named in {@code
 * allowed_hosts} keeps all its addresses.
 *
 * <p>Source: glance/common/utils.py, get_validated_address and resolve_pinned_address, which let
 * 0.0.0.0, multicast, broadcast, all packed forms but the mapped one, and a name with a dot at its
 * end pass {@code disallowed_hosts}.
 */
public final class OutboundFilter {
  private static final Logger log = LoggerFactory.getLogger(OutboundFilter.class);
  private static final Set<String> FETCHABLE = Set.of("http", "https");

  private final OutboundProperties options;
  private final Set<OutboundHost> allowedHosts;
  private final Set<OutboundHost> disallowedHosts;
  private final Resolver resolver;

  public OutboundFilter(OutboundProperties options) {
    this(options, Resolver.system());
  }

  public OutboundFilter(OutboundProperties options, Resolver resolver) {
    this.options = options;
    this.resolver = resolver;
    allowedHosts = hosts(options.allowedHosts());
    disallowedHosts = hosts(options.disallowedHosts());
  }

  /**
   * Whether a request to {@code url} would be made now. Looks its host up, which may take seconds;
   * a later request is judged anew.
   */
  public boolean passes(String url) {
    try {
      require(url);
      return true;
    } catch (OutboundException.Refused e) {
      return false;
    }
  }

  /**
   * @throws OutboundException.Refused unless a request to {@code url} may be made now
   */
  OutboundTarget require(String url) throws OutboundException.Refused {
    return require(url, false);
  }

  OutboundTarget require(String url, boolean redirect) throws OutboundException.Refused {
    try {
      return judge(url);
    } catch (IllegalArgumentException e) {
      log.debug("a URL does not pass: {}", e.getMessage());
      throw new OutboundException.Refused(url, redirect, String.valueOf(e.getMessage()));
    }
  }

  private OutboundTarget judge(String text) {
    OutboundUrl url = OutboundUrl.parse(text);
    requireListed("scheme", url.scheme(), options.allowedSchemes(), options.disallowedSchemes());
    if (!FETCHABLE.contains(url.scheme())) {
      throw new IllegalArgumentException("only http and https can be fetched");
    }
    requireListed("host", url.host(), allowedHosts, disallowedHosts);
    if (url.explicitPort() >= 0) {
      requireListed("port", url.explicitPort(), options.allowedPorts(), options.disallowedPorts());
    }
    return new OutboundTarget(url, permitted(url.host()));
  }

  private static <T> void requireListed(
      String what, T value, Collection<T> allowed, Collection<T> disallowed) {
    boolean passes = allowed.isEmpty() ? !disallowed.contains(value) : allowed.contains(value);
    if (!passes) {
      throw new IllegalArgumentException(what + " is not allowed");
    }
  }

  private List<InetAddress> permitted(OutboundHost host) {
    List<InetAddress> addresses = addressesOf(host);
    if (allowedHosts.contains(host)) {
      return addresses;
    }
    List<InetAddress> permitted = addresses.stream().filter(this::permits).toList();
    if (permitted.isEmpty()) {
      throw new IllegalArgumentException("host has no address that is allowed");
    }
    return permitted;
  }

  private List<InetAddress> addressesOf(OutboundHost host) {
    if (host.address() != null) {
      return List.of(host.address());
    }
    try {
      return resolver.resolve(host.text()).stream().distinct().toList();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host cannot be found: " + e.getMessage(), e);
    }
  }

  private boolean permits(InetAddress address) {
    return AddressForms.of(address).stream()
        .noneMatch(form -> leadsHereOrToNobody(form) || isDisallowed(form));
  }

  private boolean isDisallowed(InetAddress address) {
    return allowedHosts.isEmpty()
        && disallowedHosts.stream().anyMatch(host -> address.equals(host.address()));
  }

  private static boolean leadsHereOrToNobody(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || (address instanceof Inet4Address && isThisNetworkOrBroadcast(address.getAddress()));
  }

  /** 0.0.0.0/8, which some systems take for themselves, and 255.255.255.255. */
  private static boolean isThisNetworkOrBroadcast(byte[] ipv4) {
    return ipv4[0] == 0 || (ipv4[0] & ipv4[1] & ipv4[2] & ipv4[3]) == -1;
  }

  private static Set<OutboundHost> hosts(List<String> texts) {
    return texts.stream()
        .map(OutboundHost::ofOption)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
