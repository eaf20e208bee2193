package io.glance.common.outbound;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where users may send this service, section {@code [import_filtering_opts]}. Of each pair the list
 * of what is disallowed counts only while the other is empty.
 *
 * @param allowedSchemes lower-cased; only http and https can be fetched at all
 * @param disallowedSchemes lower-cased
 * @param allowedHosts names and addresses; what they resolve to is reached even if it is this host
 * @param disallowedHosts names and addresses; the addresses also rule out names that resolve to
 *     them
 * @param allowedPorts a URL without a port passes whatever they are
 * @param disallowedPorts a URL without a port passes whatever they are
 */
@ConfigurationProperties("oslo.import-filtering-opts")
public record OutboundProperties(
    @DefaultValue({"http", "https"}) List<String> allowedSchemes,
    @DefaultValue List<String> disallowedSchemes,
    @DefaultValue List<String> allowedHosts,
    @DefaultValue List<String> disallowedHosts,
    @DefaultValue({"80", "443"}) List<Integer> allowedPorts,
    @DefaultValue List<Integer> disallowedPorts) {
  private static final int LARGEST_PORT = 65535;

  public OutboundProperties {
    allowedSchemes = lowerCased(allowedSchemes);
    disallowedSchemes = lowerCased(disallowedSchemes);
    allowedHosts = List.copyOf(allowedHosts);
    disallowedHosts = List.copyOf(disallowedHosts);
    allowedPorts = List.copyOf(allowedPorts);
    disallowedPorts = List.copyOf(disallowedPorts);
    requireHosts("allowed_hosts", allowedHosts);
    requireHosts("disallowed_hosts", disallowedHosts);
    requirePorts("allowed_ports", allowedPorts);
    requirePorts("disallowed_ports", disallowedPorts);
  }

  private static List<String> lowerCased(List<String> schemes) {
    return schemes.stream().map(scheme -> scheme.toLowerCase(Locale.ROOT)).toList();
  }

  /** What cannot be the host of a URL, a network such as 10.0.0.0/8 say, would never match one. */
  private static void requireHosts(String option, List<String> hosts) {
    for (String host : hosts) {
      try {
        OutboundHost.ofOption(host);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "%s has '%s', must be host names and single IP addresses".formatted(option, host), e);
      }
    }
  }

  private static void requirePorts(String option, List<Integer> ports) {
    for (int port : ports) {
      if (port < 1 || port > LARGEST_PORT) {
        throw new IllegalArgumentException(
            "%s has %d, must be ports from 1 to %d".formatted(option, port, LARGEST_PORT));
      }
    }
  }
}
