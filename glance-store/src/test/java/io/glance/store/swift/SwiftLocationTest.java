package io.glance.store.swift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.swift.SwiftLocation.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SwiftLocationTest {

  @ParameterizedTest
  @CsvSource({
    "swift+https://acme%3Ajoe:pa%2Fss%40@auth.example/v3/glance/id, https://auth.example/v3",
    "swift://acme%3Ajoe:pa%2Fss%40@auth.example/v3/glance/id, https://auth.example/v3",
    "swift+http://acme%3Ajoe:pa%2Fss%40@auth.example:5000/v3/glance/id, http://auth.example:5000/v3",
    "swift+http://acme:joe:pa%2Fss%40@auth.example:5000/glance/id, http://auth.example:5000",
    "SWIFT+HTTP://acme:joe:pa%2Fss%40@auth.example:5000//glance/id, http://auth.example:5000"
  })
  void credentialsStandBeforeWhereOneLogsIn(String url, String address) throws Exception {
    SwiftLocation location = SwiftLocation.parse(new StoreLocation(url));

    assertThat(location.way()).isEqualTo(new Way.Login(address, "acme:joe", Secret.of("pa/ss@")));
    assertThat(location.container()).isEqualTo("glance");
    assertThat(location.object()).isEqualTo("id");
  }

  @Test
  void aReferenceStandsForAnAccountOfTheFile() throws Exception {
    SwiftLocation location =
        SwiftLocation.parse(new StoreLocation("swift+config://ref1/glance/id"));

    assertThat(location.way()).isEqualTo(new Way.Reference("ref1"));
    assertThat(location.container()).isEqualTo("glance");
  }

  @Test
  void withoutCredentialsItIsAUrlOfAnAccount() throws Exception {
    SwiftLocation location =
        SwiftLocation.parse(
            new StoreLocation("swift+https://swift.example/v1/AUTH_acme/glance_id/id"));

    assertThat(location.way()).isEqualTo(new Way.Bare("https://swift.example/v1/AUTH_acme"));
    assertThat(location.container()).isEqualTo("glance_id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "swift+https://acme%3Ajoe:key@auth.example/v3/glance/id",
        "swift+http://acme%3Ajoe:k%3Ae%2Fy@auth.example:5000/glance/id",
        "swift+config://ref1/glance_3a1/id",
        "swift+http://127.0.0.1:8080/v1/AUTH_acme/glance_id/id"
      })
  void whatIsWrittenIsRead(String url) throws Exception {
    assertThat(SwiftLocation.parse(new StoreLocation(url)).toStoreLocation().url()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "swift://auth.example",
        "swift://auth.example/container",
        "swift://auth.example/container/",
        "swift://auth.example//id",
        "swift:///container/id",
        "swift+config://ref1/id",
        "swift://key@auth.example/container/id",
        "file:///container/id"
      })
  void whatIsNoneIsRefused(String url) {
    assertThatThrownBy(() -> SwiftLocation.parse(new StoreLocation(url)))
        .isInstanceOf(StoreException.BadLocation.class);
  }

  @Test
  void twoSchemesAreRefusedWithAHintAndWithoutThePassword() {
    StoreLocation location = new StoreLocation("swift://user:secret@http://auth.example/v1/c/o");

    assertThatThrownBy(() -> SwiftLocation.parse(location))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessageContaining("swift+http://user:pass@authurl.com/v1/container/obj")
        .hasMessageNotContaining("secret");
  }

  @Test
  void itsTextHasNoCredentials() throws Exception {
    SwiftLocation location =
        SwiftLocation.parse(new StoreLocation("swift://acme:joe:secret@auth.example/c/o"));

    assertThat(location).hasToString("swift object o");
    assertThat(location.way().toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3A1F0000-0000-0000-0000-000000000000, glance",
    "3, 3A1F0000-0000-0000-0000-000000000000, glance_3a1",
    "9, 3a1f0000-1234-0000-0000-000000000000, glance_3a1f0000-1",
    "32, 3a1f0000-1234-5678-9abc-def012345678, glance_3a1f0000-1234-5678-9abc-def012345678",
    "5, abc, glance_abc"
  })
  void theFirstCharactersOfTheIdNameTheContainer(int seed, String id, String container) {
    assertThat(new SwiftLayout("glance", seed, 1, 1).containerOf(id)).isEqualTo(container);
  }

  @ParameterizedTest
  @CsvSource({
    "abc-00001, true",
    "abc-100000, true",
    "abc-, false",
    "abc-def, false",
    "abc-def-00001, false",
    "abd-00001, false"
  })
  void aSegmentIsNotAnotherImage(String name, boolean segment) {
    assertThat(Segments.isSegment(name, "abc-")).isEqualTo(segment);
  }
}
