package io.glance.api.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.UsageRegistry.Usage;
import io.glance.common.testing.TestingKeystone;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class KeystoneLimitsTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final RequestContext CALLER =
      new RequestContext("user", "acme", Set.of("member"), false, "req-test");
  private static final String ENDPOINT =
      "{\"id\": \"e1\", \"service_id\": \"s1\", \"region_id\": \"north west\"}";
  private static final Map<String, Long> REGISTERED =
      Map.of(
          "image_size_total",
          10L,
          "image_stage_total",
          20L,
          "image_count_total",
          3L,
          "image_count_uploading",
          2L);

  private TestingKeystone keystone;
  private final Map<String, Object> options = new HashMap<>();
  private Usage used = new Usage(0, 0, 0, 0);

  @BeforeEach
  void start() throws IOException {
    keystone = TestingKeystone.start();
    keystone.document("limits/model", "{\"model\": {\"name\": \"flat\"}}");
    keystone.document("endpoints/e1", "{\"endpoint\": " + ENDPOINT + "}");
    keystone.document("limits", "{\"limits\": []}");
    register(REGISTERED);
    option("auth_type", "password");
    option("auth_url", keystone.url());
    option("username", "glance");
    option("password", "secret");
    option("system_scope", "all");
    option("endpoint_id", "e1");
  }

  @AfterEach
  void stop() {
    keystone.close();
  }

  private void option(String name, String value) {
    options.put("oslo.oslo_limit." + name, value);
  }

  private void register(Map<String, Long> limits) {
    keystone.document(
        "registered_limits",
        limits.entrySet().stream()
            .map(one ->
                "{\"resource_name\": \"%s\", \"default_limit\": %d}"
                    .formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining(", ", "{\"registered_limits\": [", "]}")));
  }

  private void grant(String project, String resource, long limit) {
    keystone.document(
        "limits",
        "{\"limits\": [{\"project_id\": \"%s\", \"resource_name\": \"%s\", \"resource_limit\": %d}]}"
            .formatted(project, resource, limit));
  }

  private UnifiedLimits limits() {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", options));
    return new QuotaConfiguration()
        .unifiedLimits(new StorageQuotaProperties("1", true), environment, (owner, caller) -> used);
  }

  private ProjectLimits ofCaller() {
    try (UnifiedLimits limits = limits()) {
      return limits.of(CALLER);
    }
  }

  private @Nullable Throwable refusal(LimitedResource resource, long more) {
    ProjectLimits limits = ofCaller();
    try {
      limits.requireRoom(resource, more);
      return null;
    } catch (GlanceException.LimitExceeded e) {
      return e;
    }
  }

  @Test
  void withoutTheOptionNobodyIsAskedAndNothingIsLimited() {
    try (UnifiedLimits limits =
        new QuotaConfiguration()
            .unifiedLimits(
                new StorageQuotaProperties("1", false),
                new StandardEnvironment(),
                (owner, caller) -> used)) {
      ProjectLimits unlimited = limits.of(CALLER);

      assertThat(limits.areInUse()).isFalse();
      assertThat(unlimited.uses()).isEmpty();
      assertThat(unlimited.storage()).isNull();
      assertThat(unlimited.bytesLeft(LimitedResource.IMAGE_STAGE_TOTAL)).isEqualTo(Long.MAX_VALUE);
      unlimited.requireRoom(LimitedResource.IMAGE_COUNT_TOTAL, 1_000_000);
    }
    assertThat(keystone.logins()).isEmpty();
  }

  @Test
  void whatIsRegisteredHoldsForTheServiceAndRegionOfTheEndpoint() {
    assertThat(ofCaller().uses().keySet())
        .containsExactly(
            "image_size_total", "image_stage_total", "image_count_total", "image_count_uploading");
    assertThat(keystone.questions())
        .contains(
            "/identity/v3/registered_limits?service_id=s1&region_id=north%20west",
            "/identity/v3/limits?service_id=s1&region_id=north%20west&project_id=acme");
  }

  @Test
  void aProjectsOwnLimitWinsAndThatOfAnotherSaysNothing() {
    grant("acme", "image_count_total", 8);
    assertThat(refusal(LimitedResource.IMAGE_COUNT_TOTAL, 8)).isNull();
    assertThat(refusal(LimitedResource.IMAGE_COUNT_TOTAL, 9)).isNotNull();

    grant("other", "image_count_total", 100);
    assertThat(refusal(LimitedResource.IMAGE_COUNT_TOTAL, 4)).isNotNull();
  }

  @Test
  void aLimitHoldsFromTheNextRequestOn() {
    try (UnifiedLimits limits = limits()) {
      limits.of(CALLER).requireRoom(LimitedResource.IMAGE_COUNT_TOTAL, 3);

      grant("acme", "image_count_total", 2);

      assertThatExceptionOfType(GlanceException.LimitExceeded.class)
          .isThrownBy(() -> limits.of(CALLER).requireRoom(LimitedResource.IMAGE_COUNT_TOTAL, 3));
    }
    assertThat(keystone.questions().stream().filter(one -> one.endsWith("/limits/model")))
        .hasSize(1);
  }

  @Test
  void callersWithoutAProjectHaveWhatIsRegistered() {
    try (UnifiedLimits limits = limits()) {
      assertThat(
              limits.of(RequestContext.administrator("req-test")).uses().get("image_count_total"))
          .isEqualTo(new ProjectLimits.Use(0, 3));
    }
    assertThat(keystone.questions()).noneMatch(one -> one.contains("/limits?"));
  }

  @Test
  void ofWhatIsNotRegisteredThereMayBeNone() {
    register(Map.of());

    assertThat(refusal(LimitedResource.IMAGE_COUNT_TOTAL, 0)).isNull();
    assertThat(refusal(LimitedResource.IMAGE_COUNT_TOTAL, 1)).isNotNull();
  }

  @Test
  void anyNumberIsWrittenAsANegativeOne() {
    grant("acme", "image_size_total", -1);

    assertThat(refusal(LimitedResource.IMAGE_SIZE_TOTAL, 1 << 30)).isNull();
    assertThat(ofCaller().storage()).isNull();
    assertThat(ofCaller().uses().get("image_size_total")).isEqualTo(new ProjectLimits.Use(0, -1));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, true",
    "1048575, 10, true",
    "1048576, 9, true",
    "1048576, 10, false",
    "11534335, 0, true",
    "11534336, 0, false",
  })
  void bytesCountInWholeMebibytes(long stored, long more, boolean isRoom) {
    used = new Usage(stored, 0, 0, 0);

    assertThat(refusal(LimitedResource.IMAGE_SIZE_TOTAL, more) == null).isEqualTo(isRoom);
  }

  @Test
  void theRegistryKeepsBytesBelowTheNextMebibyte() {
    used = new Usage(0, MEBIBYTE, 0, 0);

    assertThat(ofCaller().storage()).isEqualTo(new StorageLimit("acme", 11 * MEBIBYTE - 1));
    assertThat(ofCaller().bytesLeft(LimitedResource.IMAGE_STAGE_TOTAL))
        .isEqualTo(20 * MEBIBYTE - 1);
  }

  @Test
  void theRefusalIsWordedAsEver() {
    used = new Usage(5 * MEBIBYTE, 0, 0, 0);

    assertThat(refusal(LimitedResource.IMAGE_SIZE_TOTAL, 6))
        .hasMessage(
            """
            The request returned a 413 Request Entity Too Large. This generally means that rate \
            limiting or a quota threshold was breached.

            The response body:
            Project acme is over a limit for [Resource image_size_total is over limit of 10 due to \
            current usage 5 and delta 6]\
            """);
  }

  @Test
  void theEndpointCanBeFoundByServiceRegionAndInterface() {
    options.remove("oslo.oslo_limit.endpoint_id");
    option("endpoint_service_name", "glance");
    option("endpoint_service_type", "image");
    option("endpoint_region_name", "north west");
    option("endpoint_interface", "internalURL");
    keystone.document("services", "{\"services\": [{\"id\": \"s1\"}]}");
    keystone.document("endpoints", "{\"endpoints\": [" + ENDPOINT + "]}");

    assertThat(refusal(LimitedResource.IMAGE_COUNT_TOTAL, 4)).isNotNull();
    assertThat(keystone.questions())
        .contains(
            "/identity/v3/services?type=image&name=glance",
            "/identity/v3/endpoints?service_id=s1&region_id=north%20west&interface=internal");
  }

  @ParameterizedTest
  @CsvSource({
    "endpoints/e1, no JSON",
    "limits/model, '{\"model\": {\"name\": \"strict_two_level\"}}'",
    "registered_limits, no JSON",
  })
  void whatKeystoneDoesNotSayIsNotGuessed(String path, String answer) {
    keystone.document(path, answer);

    assertThatExceptionOfType(GlanceException.Unavailable.class)
        .isThrownBy(this::ofCaller)
        .withMessage("The limits of the project cannot be read at the moment.");
  }

  @Test
  void anEndpointThatKeystoneDoesNotKnowHasNoLimits() {
    option("endpoint_id", "e2");

    assertThatExceptionOfType(GlanceException.Unavailable.class).isThrownBy(this::ofCaller);
  }

  @Test
  void aKeystoneThatFailsIsAskedAgainWithTheNextRequest() {
    try (UnifiedLimits limits = limits()) {
      keystone.fail(500);
      assertThatExceptionOfType(GlanceException.Unavailable.class)
          .isThrownBy(() -> limits.of(CALLER));

      keystone.fail(0);
      assertThat(limits.of(CALLER).uses()).hasSize(4);
    }
  }

  @Test
  void anIncompleteSectionStopsTheStart() {
    for (String missing : List.of("endpoint_id", "auth_url", "password")) {
      Object before = options.remove("oslo.oslo_limit." + missing);

      assertThatExceptionOfType(BindException.class)
          .isThrownBy(this::limits)
          .havingRootCause()
          .withMessageContaining(missing + " is not set");
      options.put("oslo.oslo_limit." + missing, before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "endpoint_interface, outside",
    "valid_interfaces, 'public,outside'",
    "connect_retries, -1"
  })
  void nonsenseStopsTheStart(String name, String value) {
    option(name, value);

    assertThatExceptionOfType(BindException.class)
        .isThrownBy(this::limits)
        .havingRootCause()
        .withMessageContaining(name + " is ");
  }
}
