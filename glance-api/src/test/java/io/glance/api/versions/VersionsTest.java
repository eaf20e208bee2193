package io.glance.api.versions;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.VerifiedAgainstGlance;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\{\"id\": \"v([0-9.]+)\", \"status\": \"(CURRENT|SUPPORTED|DEPRECATED)\", \"links\":"
              + " \\[\\{\"rel\": \"self\", \"href\": \"([^\"]+)\"}]}");

  private final Versions plain = versions(null);

  @Test
  @VerifiedAgainstGlance("33")
  void theListIsThatOfAServiceWithoutCacheAndBackends() {
    String document = plain.document("http://host:9292");

    assertThat(ENTRY.matcher(document).results())
        .extracting(entry -> (entry.group(2).equals("CURRENT") ? "*" : "") + entry.group(1))
        .containsExactly(
            "2.15", "2.9", "*2.17", "2.7", "2.6", "2.5", "2.4", "2.3", "2.2", "2.1", "2.0");
    assertThat(ENTRY.matcher(document).replaceAll("X").replace("X, ", "X").replaceAll("X+", "X"))
        .isEqualTo("{\"versions\": [X]}");
  }

  @Test
  @VerifiedAgainstGlance("33")
  void whereThereAreStoresToChooseThereAreTheVersionsThatBroughtThem() {
    Versions several = versions(null, true);

    assertThat(ENTRY.matcher(several.document("http://host:9292")).results())
        .extracting(entry -> (entry.group(2).equals("CURRENT") ? "*" : "") + entry.group(1))
        .containsExactly(
            "2.15", "2.13", "2.12", "2.11", "2.10", "2.9", "2.8", "*2.17", "2.7", "2.6", "2.5",
            "2.4", "2.3", "2.2", "2.1", "2.0");
    assertThat(several.route("/v2.8/images", null)).isEqualTo("/v2/images");
    assertThat(several.route("/v2.13/images", null)).isEqualTo("/v2/images");
    assertThat(several.route("/v2.14/images", null)).isNull();
  }

  @Test
  @VerifiedAgainstGlance("33")
  void whereThereIsACacheThereAreTheVersionsThatBroughtIt() {
    Versions one = versions(null, false, "/var/lib/glance/image-cache");
    Versions several = versions(null, true, "/var/lib/glance/image-cache");

    assertThat(ENTRY.matcher(one.document("http://host:9292")).results())
        .extracting(entry -> (entry.group(2).equals("CURRENT") ? "*" : "") + entry.group(1))
        .containsExactly(
            "*2.18", "2.17", "2.16", "2.15", "2.14", "2.9", "2.7", "2.6", "2.5", "2.4", "2.3",
            "2.2", "2.1", "2.0");
    assertThat(ENTRY.matcher(several.document("http://host:9292")).results())
        .extracting(entry -> (entry.group(2).equals("CURRENT") ? "*" : "") + entry.group(1))
        .containsExactly(
            "*2.18", "2.17", "2.16", "2.15", "2.14", "2.13", "2.12", "2.11", "2.10", "2.9", "2.8",
            "2.7", "2.6", "2.5", "2.4", "2.3", "2.2", "2.1", "2.0");
    assertThat(one.route("/v2.18/cache", null)).isEqualTo("/v2/cache");
    assertThat(plain.route("/v2.14/cache", null)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://public.example, http://public.example/v2/",
    "http://public.example/image/, http://public.example/image/v2/",
    "'', http://host:9292/v2/",
  })
  void linksLeadToThePublicEndpoint(String endpoint, String link) {
    String document = versions(endpoint).document("http://host:9292");

    assertThat(ENTRY.matcher(document).results())
        .extracting(entry -> entry.group(3))
        .containsOnly(link);
  }

  @ParameterizedTest
  @VerifiedAgainstGlance({"25.1", "33"})
  @CsvSource({
    "/v2/images, /v2/images",
    "/v2.0/images, /v2/images",
    "/v2.7/images, /v2/images",
    "/v2.9/images, /v2/images",
    "/v2.15/images, /v2/images",
    "/v2.17/images, /v2/images",
    "//v2/images, /v2/images",
    "/v2//images, /v2/images",
    "/v2/images/, /v2/images/",
    "/v2/images//x, /v2/images//x",
    "/v2/, /v2/",
    "/v2, /v2",
  })
  void aKnownVersionLeadsToTheApi(String path, String routed) {
    assertThat(plain.route(path, "*/*")).isEqualTo(routed);
  }

  @ParameterizedTest
  @CsvSource({
    "/",
    "/v1/images",
    "/v3",
    "/foo",
    "/v2.8/images",
    "/v2.14/x",
    "/v2.18/x",
    "/v2x/a",
    "''"
  })
  void anUnknownVersionLeadsNowhere(String path) {
    assertThat(plain.route(path, null)).isNull();
  }

  @Test
  @VerifiedAgainstGlance("33")
  void aMediaTypeStandsForAVersionInThePath() {
    assertThat(plain.route("/images", "application/vnd.openstack.images-v2.3"))
        .isEqualTo("/v2/images");
    assertThat(plain.route("/v2/images", "application/vnd.openstack.images-v2.3"))
        .isEqualTo("/v2/v2/images");
    assertThat(plain.route("/images", "application/vnd.openstack.images-v1.0")).isNull();
  }

  @Test
  void theFirstVersionsAreTheLastInTheListAndDeprecated() {
    String document = versions(null, false, null, true).document("http://host:9292");

    assertThat(ENTRY.matcher(document).results())
        .extracting(entry -> entry.group(1) + " " + entry.group(2) + " " + entry.group(3))
        .endsWith(
            "2.0 SUPPORTED http://host:9292/v2/",
            "1.1 DEPRECATED http://host:9292/v1/",
            "1.0 DEPRECATED http://host:9292/v1/")
        .hasSize(13);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/images, , /v1/images",
    "/v1.0/images, , /v1/images",
    "/v1.1//images, , /v1/images",
    "/images, application/vnd.openstack.images-v1.1, /v1/images",
    "/images, application/vnd.openstack.images-v1, /v1/images",
    "/v2/images, , /v2/images",
    "/v1.2/images, , ",
    "/images, application/vnd.openstack.images-v1.2, ",
  })
  void aFirstVersionLeadsToTheFirstApiWhereItIsServed(
      String path, @Nullable String accept, @Nullable String routed) {
    assertThat(versions(null, false, null, true).route(path, accept)).isEqualTo(routed);
  }

  @Test
  void theListIsBelowItsNameOnly() {
    assertThat(plain.isList("/versions")).isTrue();
    assertThat(plain.isList("/versions/foo/bar")).isTrue();
    assertThat(plain.isList("/versionsx")).isFalse();
  }

  private static Versions versions(@Nullable String endpoint) {
    return versions(endpoint, false);
  }

  private static Versions versions(@Nullable String endpoint, boolean hasSeveralStores) {
    return versions(endpoint, hasSeveralStores, null);
  }

  private static Versions versions(
      @Nullable String endpoint, boolean hasSeveralStores, @Nullable String cache) {
    return versions(endpoint, hasSeveralStores, cache, false);
  }

  private static Versions versions(
      @Nullable String endpoint, boolean hasSeveralStores, @Nullable String cache, boolean hasV1) {
    CheckedStore store = new CheckedStore("fast", new MemoryStore(), new Digests());
    Stores stores =
        Stores.of(
            List.of(new Stores.Backend(store, List.of("memory"))),
            hasSeveralStores,
            Path.of("unused"));
    return new Versions(new VersionsProperties(endpoint, cache, hasV1), stores);
  }
}
