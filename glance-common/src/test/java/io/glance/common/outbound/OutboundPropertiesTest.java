package io.glance.common.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class OutboundPropertiesTest {
  private static final String SECTION = "oslo.import-filtering-opts";

  @Test
  void defaultsAreTheOriginals() {
    OutboundProperties options = bind(Map.of());

    assertThat(options)
        .isEqualTo(
            new OutboundProperties(
                List.of("http", "https"),
                List.of(),
                List.of(),
                List.of(),
                List.of(80, 443),
                List.of()));
  }

  @Test
  void everyOptionIsRead() {
    OutboundProperties options =
        bind(
            Map.of(
                "allowed-schemes", "HTTPS",
                "disallowed-schemes", "ftp",
                "allowed-hosts", "images.example,[::1]",
                "disallowed-hosts", "10.0.0.1",
                "allowed-ports", "8080,8443",
                "disallowed-ports", "22"));

    assertThat(options)
        .isEqualTo(
            new OutboundProperties(
                List.of("https"),
                List.of("ftp"),
                List.of("images.example", "[::1]"),
                List.of("10.0.0.1"),
                List.of(8080, 8443),
                List.of(22)));
  }

  @Test
  void aListMayBeEmptied() {
    OutboundProperties options = bind(Map.of("allowed-schemes", "", "allowed-ports", ""));

    assertThat(options.allowedSchemes()).isEmpty();
    assertThat(options.allowedPorts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "*.example.org", "127.1", "0x7f000001", "a b", "fe80::1%1"})
  void whatNoHostOfAUrlCanBeIsNoOption(String host) {
    String expected = "has '%s', must be host names and single IP addresses".formatted(host);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> hosts(List.of(host), List.of()))
        .withMessage("allowed_hosts " + expected);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> hosts(List.of(), List.of(host)))
        .withMessage("disallowed_hosts " + expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65536})
  void portsThatThereAreNotAreRefused(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ports(List.of(port), List.of()))
        .withMessage("allowed_ports has %d, must be ports from 1 to 65535".formatted(port));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ports(List.of(), List.of(port)))
        .withMessage("disallowed_ports has %d, must be ports from 1 to 65535".formatted(port));
  }

  private static OutboundProperties hosts(List<String> allowed, List<String> disallowed) {
    return new OutboundProperties(List.of(), List.of(), allowed, disallowed, List.of(), List.of());
  }

  private static OutboundProperties ports(List<Integer> allowed, List<Integer> disallowed) {
    return new OutboundProperties(List.of(), List.of(), List.of(), List.of(), allowed, disallowed);
  }

  private static OutboundProperties bind(Map<String, String> options) {
    var source = new MapConfigurationPropertySource();
    options.forEach((name, value) -> source.put(SECTION + "." + name, value));
    return new Binder(source).bindOrCreate(SECTION, OutboundProperties.class);
  }
}
