package io.glance.common.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundFilterTest {
  private static final String PUBLIC = "93.184.216.34";

  private final TestingResolver names =
      new TestingResolver()
          .with("images.example", PUBLIC)
          .with("evil", PUBLIC)
          .with("allowed", PUBLIC)
          .with("xn--exmple-cua.org", PUBLIC)
          .with("my_images.example", PUBLIC)
          .with("localhost", "127.0.0.1", "::1")
          .with("here.example", "127.0.0.1")
          .with("here6.example", "::1")
          .with("metadata.example", "169.254.169.254")
          .with("both.example", "127.0.0.1", PUBLIC, "::1")
          .with("nowhere.example");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://images.example",
        "https://images.example/a/b?c=d&e=%20#f",
        "HTTP://Images.EXAMPLE./a",
        "http://images.example:80/a",
        "http://images.example:/a",
        "https://images.example:443/a",
        "http://images.example:0443/a",
        "http://user:password@images.example/a",
        "http://images.example?x=http://user@elsewhere:22/",
        "http://images.example/a@b:c/[d]|é",
        "http://my_images.example/",
        "http://exämple.org/",
        "http://xn--exmple-cua.org/",
        "http://93.184.216.34/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://[fd00::1]/",
        "http://[2001:db8::1]:80/a",
        "http://[::ffff:93.184.216.34]/",
        "http://[64:ff9b::10.0.0.1]/"
      })
  void whatUsersNameUsuallyPasses(String url) {
    assertThat(usual().passes(url)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "images.example",
        "//images.example/a",
        "http:",
        "http:/images.example",
        "http://",
        "http:///a",
        "http://:80/",
        "http://@/",
        "http://user@/",
        "http://?a",
        "http://#a",
        "http://./",
        "http://images..example/",
        "http://.images.example/",
        "http://[]/",
        "http://[/",
        "http://]/",
        "http://images.example:80:80/",
        "http://images.example:eighty/",
        "http://images.example:-80/",
        "http://images.example:+80/",
        "http://images.example:８０/",
        "http://images.example:0/",
        "http://images.example:65536/",
        "http://images.example:000080/",
        "http://images%2eexample/",
        "http://images.example%00.evil/",
        "http://images,example/",
        "http://images example/"
      })
  void whatIsNoUrlIsRefused(String url) {
    assertThat(usual().passes(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " http://images.example/",
        "http://images.example/ ",
        "http://images.example/a b",
        "http://images.example/\r\nX-Evil: 1",
        "http://images.example/\n",
        "http://images.example\t/",
        "ht\ntp://images.example/",
        "http://images.example\u0000/",
        "http://images.example/\u007f",
        "http://images.example\\@evil/",
        "http:\\\\images.example/",
        "http://images.example/a\\b",
        "http://allowed@evil@images.example/",
        "http://allowed:80@evil@images.example:80/"
      })
  void whatReadersOfUrlsDisagreeAboutIsRefused(String url) {
    assertThat(usual().passes(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0X7F000001/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://0x7f.0.0.1/",
        "http://127.0x0.0.1/",
        "http://127.0.0x1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://10.1/",
        "http://127.0.0.1./",
        "http://93.184.216.34./",
        "http://093.184.216.34/",
        "http://93.184.216.034/",
        "http://93.184.216.256/",
        "http://1.2.3.4.5/",
        "http://0x/",
        "http://images.0x7f/",
        "http://images.127/",
        "http://１２７.0.0.1/",
        "http://127。0。0。1/",
        "http://[127.0.0.1]/",
        "http://[2130706433]/",
        "http://[::ffff:0177.0.0.1]/",
        "http://[::ffff:127.1]/",
        "http://[2001:db8::1%eth0]/",
        "http://[2001:db8::1%25eth0]/",
        "http://[2001:db8:::1]/",
        "http://[2001:db8]/",
        "http://[v1.x]/",
        "http://2001:db8::1/"
      })
  void addressesInDisguiseAreNoHosts(String url) {
    assertThat(usual().passes(url)).isFalse();
    assertThat(new OutboundFilter(Filters.anyPort(), name -> List.of(address(PUBLIC))).passes(url))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://127.255.255.254/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fe80::1]/",
        "http://[febf::1]/",
        "http://[::ffff:169.254.169.254]/",
        "http://0.0.0.0/",
        "http://0.1.2.3/",
        "http://[::]/",
        "http://[::ffff:0.0.0.0]/",
        "http://224.0.0.1/",
        "http://239.255.255.255/",
        "http://[ff02::1]/",
        "http://255.255.255.255/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[64:ff9b::169.254.169.254]/",
        "http://[64:ff9b:1::7f00:1]/",
        "http://[64:ff9b:1:7f00:0:100::]/",
        "http://[2002:7f00:1::]/",
        "http://[2002:a9fe:a9fe::1]/",
        "http://[2001::80ff:fffe]/",
        "http://[2001:0:7f00:1::]/",
        "http://[2001:db8::5efe:127.0.0.1]/",
        "http://[2001:db8::200:5efe:127.0.0.1]/"
      })
  void addressesOfThisHostAndOfNobodyAreRefused(String url) {
    assertThat(usual().passes(url)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://here.example/",
        "http://here6.example/",
        "http://metadata.example/",
        "http://nowhere.example/",
        "http://unheard-of.example/"
      })
  void namesOfSuchAddressesAndOfNoneAreRefused(String url) {
    assertThat(usual().passes(url)).isFalse();
  }

  @Test
  void ofSeveralAddressesThoseRemainThatPass() throws Exception {
    OutboundTarget target = usual().require("http://both.example/");

    assertThat(target.addresses()).containsExactly(address(PUBLIC));
  }

  @Test
  void theHostIsWhatFollowsTheUser() throws Exception {
    OutboundFilter filter = filter(Filters.hosts(List.of("allowed"), List.of()));

    assertThat(filter.passes("http://allowed/")).isTrue();
    assertThat(filter.passes("http://allowed@evil/")).isFalse();
    assertThat(filter.passes("http://allowed:80@evil/")).isFalse();
    assertThat(filter.passes("http://evil/allowed")).isFalse();
    assertThat(filter.passes("http://evil#@allowed/")).isFalse();
    assertThat(filter.passes("http://evil?@allowed/")).isFalse();
    assertThat(filter.passes("http://evil\\@allowed/")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://images.example/a",
        "file:///etc/passwd",
        "file://images.example/etc/passwd",
        "gopher://images.example/_x",
        "FILE:///etc/passwd",
        "jar:http://images.example/a!/",
        "data:text/plain,x"
      })
  void otherSchemesAreRefusedEvenWhenAllowed(String url) {
    assertThat(usual().passes(url)).isFalse();
    assertThat(
            filter(Filters.schemes(List.of("ftp", "file", "gopher", "jar", "data"), List.of()))
                .passes(url))
        .isFalse();
    assertThat(filter(Filters.schemes(List.of(), List.of())).passes(url)).isFalse();
  }

  @Test
  void anEmptyListOfAllowedSchemesGivesTheFloorToTheOther() {
    OutboundFilter filter = filter(Filters.schemes(List.of(), List.of("http")));

    assertThat(filter.passes("http://images.example/")).isFalse();
    assertThat(filter.passes("https://images.example/")).isTrue();
  }

  @Test
  void allowedSchemesSilenceDisallowedOnes() {
    OutboundFilter filter = filter(Filters.schemes(List.of("http"), List.of("http")));

    assertThat(filter.passes("http://images.example/")).isTrue();
    assertThat(filter.passes("https://images.example/")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://images.example:22/, false",
    "http://images.example:8080/, false",
    "http://127.0.0.1:22/, false",
    "https://images.example:80/, true",
    "http://images.example:443/, true",
    "http://images.example/, true"
  })
  void portsMustBeAllowedUnlessNoneIsWritten(String url, boolean passes) {
    assertThat(usual().passes(url)).isEqualTo(passes);
  }

  @Test
  void aUrlWithoutPortPassesWhateverPortsAreAllowed() {
    OutboundFilter filter = filter(Filters.ports(List.of(9292), List.of()));

    assertThat(filter.passes("http://images.example/")).isTrue();
    assertThat(filter.passes("http://images.example:80/")).isFalse();
    assertThat(filter.passes("http://images.example:9292/")).isTrue();
  }

  @Test
  void disallowedPortsCountWhileNoneAreAllowed() {
    assertThat(filter(Filters.ports(List.of(), List.of(22))).passes("http://images.example:22/"))
        .isFalse();
    assertThat(filter(Filters.ports(List.of(), List.of(22))).passes("http://images.example:23/"))
        .isTrue();
    assertThat(filter(Filters.ports(List.of(22), List.of(22))).passes("http://images.example:22/"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "here.example, http://here.example/",
    "HERE.example., http://here.EXAMPLE/",
    "here.example, http://here.example./",
    "127.0.0.1, http://127.0.0.1/",
    "127.0.0.1, http://[::ffff:127.0.0.1]/",
    "::1, http://[0:0::1]/",
    "[::1], http://[::1]/",
    "0.0.0.0, http://0.0.0.0/",
    "exämple.org, http://xn--exmple-cua.org/"
  })
  void allowedHostsKeepAllTheirAddresses(String allowed, String url) {
    assertThat(filter(Filters.hosts(List.of(allowed), List.of())).passes(url)).isTrue();
  }

  @Test
  void allowedHostsExcludeAllOthers() {
    OutboundFilter filter = filter(Filters.hosts(List.of("here.example"), List.of()));

    assertThat(filter.passes("http://images.example/")).isFalse();
    assertThat(filter.passes("http://127.0.0.1/")).isFalse();
    assertThat(filter.passes("http://sub.here.example/")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "images.example, http://images.example/",
    "images.example, http://IMAGES.example./",
    "images.example., http://images.example/",
    "93.184.216.34, http://93.184.216.34/",
    "93.184.216.34, http://[::ffff:93.184.216.34]/",
    "93.184.216.34, http://[64:ff9b::93.184.216.34]/",
    "93.184.216.34, http://images.example/",
    "2001:db8::1, http://[2001:db8:0::1]/"
  })
  void disallowedHostsAreRefusedByNameAndByAddress(String disallowed, String url) {
    assertThat(filter(Filters.hosts(List.of(), List.of(disallowed))).passes(url)).isFalse();
    assertThat(filter(Filters.hosts(List.of(), List.of("elsewhere.example"))).passes(url)).isTrue();
  }

  @Test
  void allowedHostsSilenceDisallowedOnes() {
    OutboundFilter filter =
        filter(Filters.hosts(List.of("images.example"), List.of("images.example", PUBLIC)));

    assertThat(filter.passes("http://images.example/")).isTrue();
  }

  @Test
  void refusalsRepeatNoUrl() {
    assertThatThrownBy(() -> usual().require("http://user:secret@images.example:22/secret"))
        .isInstanceOfSatisfying(
            OutboundException.Refused.class,
            refused -> {
              assertThat(refused.getMessage()).isEqualTo("port is not allowed");
              assertThat(refused.url()).isEqualTo("http://user:secret@images.example:22/secret");
              assertThat(refused.redirect()).isFalse();
            });
  }

  @Test
  void aUrlPrintsWithoutWhatMayBeSecret() throws Exception {
    OutboundTarget target = usual().require("https://user:secret@images.example/secret?secret");

    assertThat(target.toString()).doesNotContain("secret");
  }

  @Test
  void namesAreLookedUpOnceAndAddressesNever() throws Exception {
    usual().require("http://images.example/");
    assertThat(names.lookups()).isEqualTo(1);

    usual().require("http://93.184.216.34/");
    assertThat(names.lookups()).isEqualTo(1);
  }

  @Test
  void theSystemSaysThatThereAreNoInvalidNames() {
    assertThat(new OutboundFilter(Filters.USUAL).passes("http://nothing.invalid/")).isFalse();
  }

  private OutboundFilter usual() {
    return filter(Filters.USUAL);
  }

  private OutboundFilter filter(OutboundProperties options) {
    return new OutboundFilter(options, names);
  }

  private static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
