package io.glance.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.identity.PasteDeployProperties.Way;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class IdentityPropertiesTest {

  @ParameterizedTest
  @CsvSource({
    "'', NONE",
    "caching, NONE",
    "cachemanagement, NONE",
    "keystone, KEYSTONE",
    "keystone+caching, KEYSTONE",
    "keystone+cachemanagement, KEYSTONE",
    "trusted-auth, TRUSTED",
    "trusted-auth+cachemanagement, TRUSTED",
  })
  void everyFlavorOfTheOriginalIsKnown(String flavor, Way way) {
    assertThat(bind("paste_deploy", PasteDeployProperties.class, Map.of("flavor", flavor)).way())
        .isEqualTo(way);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Keystone", "keystone+", "noauth", "caching+keystone", "trusted-auth+caching"})
  void anyOtherFlavorIsRefusedWithThoseThatThereAre(String flavor) {
    assertThatThrownBy(
            () -> bind("paste_deploy", PasteDeployProperties.class, Map.of("flavor", flavor)))
        .rootCause()
        .hasMessageStartingWith("flavor is '" + flavor + "', must be empty or one of caching, ")
        .hasMessageEndingWith("trusted-auth, trusted-auth+cachemanagement");
  }

  @Test
  void contextOptionsThatAreNotSetAreThoseOfTheOriginal() {
    assertThat(bind("default", ContextProperties.class, Map.of()))
        .isEqualTo(new ContextProperties(null, true, false, 64));
  }

  @Test
  void everyContextOptionIsBound() {
    Map<String, String> set = new HashMap<>();
    set.put("admin_role", "Boss");
    set.put("owner_is_tenant", "true");
    set.put("allow_anonymous_access", "true");
    set.put("max_request_id_length", "7");

    assertThat(bind("default", ContextProperties.class, set))
        .isEqualTo(new ContextProperties("boss", true, true, 7));
  }

  @Test
  void imagesOfUsersAreRefused() {
    assertThatThrownBy(
            () -> bind("default", ContextProperties.class, Map.of("owner_is_tenant", "false")))
        .rootCause()
        .hasMessageStartingWith("owner_is_tenant is false, must be true");
  }

  @Test
  void tokensAreCheckedAsTheOriginalDoesByDefault() {
    assertThat(bind("keystone_authtoken", AuthTokenProperties.class, Map.of()))
        .isEqualTo(
            new AuthTokenProperties(
                null,
                "internal",
                null,
                null,
                3,
                Duration.ofMinutes(5),
                true,
                List.of("service"),
                true,
                null));
  }

  @Test
  void everyOptionOfTokensIsBound() {
    Map<String, String> set = new HashMap<>();
    set.put("www_authenticate_uri", "https://login/");
    set.put("interface", "public");
    set.put("region_name", "north");
    set.put("http_connect_timeout", "4");
    set.put("http_request_max_retries", "0");
    set.put("token_cache_time", "-1");
    set.put("include_service_catalog", "false");
    set.put("service_token_roles", "a,b");
    set.put("service_token_roles_required", "false");
    set.put("service_type", "image");

    assertThat(bind("keystone_authtoken", AuthTokenProperties.class, set))
        .isEqualTo(
            new AuthTokenProperties(
                "https://login/",
                "public",
                "north",
                Duration.ofSeconds(4),
                0,
                Duration.ofSeconds(-1),
                false,
                List.of("a", "b"),
                false,
                "image"));
  }

  @ParameterizedTest
  @CsvSource({
    "interface, inside",
    "http_connect_timeout, 0",
    "http_request_max_retries, -1",
    "token_cache_time, soon",
  })
  void nonsenseAboutTokensIsRefused(String option, String value) {
    assertThatThrownBy(
            () -> bind("keystone_authtoken", AuthTokenProperties.class, Map.of(option, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static <T> T bind(String section, Class<T> type, Map<String, String> set) {
    Map<String, String> named = new HashMap<>();
    set.forEach((option, value) -> named.put("oslo." + section + "." + option, value));
    return new Binder(new MapConfigurationPropertySource(named))
        .bindOrCreate("oslo." + section.replace('_', '-'), type);
  }
}
