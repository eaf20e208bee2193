package io.glance.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.json.GlanceJson;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.RegistrySignature;
import io.glance.common.registryapi.StatusChange;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.testing.TestingImage;
import io.glance.fixture.ScriptedRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

class RegistryClientsTest {
  private static final RequestContext CALLER =
      new RequestContext("ü", "p", Set.of("member"), false, "req-1");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Image IMAGE =
      TestingImage.queued()
          .id("1")
          .name("é")
          .owner(null)
          .formats(null, null)
          .times(NOON, NOON)
          .properties(Map.of("a", "b"))
          .tags("t")
          .image();
  private static final String IMAGE_JSON = GlanceJson.internal().writeValueAsString(IMAGE);

  private final RegistryClients clients = new RegistryClients();
  private ScriptedRegistry registry;
  private RegistryTransport transport;
  private RegistryTransport leases;
  private HttpServiceProxyFactory proxies;
  private ImageRegistry images;

  @BeforeEach
  void start() throws IOException {
    registry = new ScriptedRegistry();
    transport = transportThatWaits(Duration.ofSeconds(1));
    leases = transportThatWaits(Duration.ofMillis(200));
    proxies =
        clients.registryProxies(
            transport, leases, new RegistryAccessProperties(Secret.of("s3cret"), null, 4));
    images = clients.imageRegistry(proxies);
  }

  @AfterEach
  void stop() throws IOException {
    transport.close();
    leases.close();
    registry.close();
  }

  @Test
  void whatTheRegistryReturnsIsReturned() {
    registry.answers(200, IMAGE_JSON);

    assertThat(images.get("1", CALLER)).isEqualTo(IMAGE);
  }

  @Test
  void aCallIsSignedForItsCaller() {
    registry.answers(200, IMAGE_JSON);

    images.get("a b/c", CALLER);

    String request = registry.requests().getFirst();
    String caller = header(request, "X-Glance-Caller");
    assertThat(request).startsWith("GET /images/a%20b%2Fc HTTP/1.1\n");
    assertThat(caller).isASCII().contains("\\u00FC", "\"requestId\":\"req-1\"");
    assertThat(GlanceJson.internal().readValue(caller, RequestContext.class)).isEqualTo(CALLER);
    assertThat(header(request, "X-Glance-Signature"))
        .isEqualTo(
            new RegistrySignature("s3cret")
                .sign("GET", "/images/a%20b%2Fc", header(request, "X-Glance-Time"), caller, ""));
    assertThat(request).doesNotContain("X-Glance-Digest");
  }

  @Test
  void theBodyIsSignedToo() {
    registry.answers(200, IMAGE_JSON);

    images.changeStatus("1", new StatusChange(ImageStatus.ACTIVE, ImageStatus.DEACTIVATED), CALLER);

    String request = registry.requests().getFirst();
    String digest = header(request, "X-Glance-Digest");
    assertThat(digest).matches("[0-9a-f]{64}");
    assertThat(header(request, "X-Glance-Signature"))
        .isEqualTo(
            new RegistrySignature("s3cret")
                .sign(
                    "POST",
                    "/images/1/status",
                    header(request, "X-Glance-Time"),
                    header(request, "X-Glance-Caller"),
                    digest));
  }

  @Test
  void parametersAndBodiesTravel() {
    images.addTag("1", "a&b=ü", CALLER);
    registry.answers(200, IMAGE_JSON);
    images.changeStatus("1", new StatusChange(ImageStatus.ACTIVE, ImageStatus.DEACTIVATED), CALLER);

    assertThat(registry.requests().getFirst())
        .startsWith("POST /images/1/tags?tag=a%26b%3D%C3%BC HTTP/1.1\n");
    assertThat(registry.requests().get(1))
        .startsWith("POST /images/1/status HTTP/1.1\n")
        .contains("\"active\"", "\"deactivated\"");
  }

  @Test
  void aConnectionServesManyCalls() {
    for (int i = 0; i < 5; i++) {
      images.removeTag("1", "x", CALLER);
    }

    assertThat(registry.connections()).isEqualTo(1);
  }

  @Test
  void whatTheRegistryThrowsIsThrown() {
    registry.answers(404, "{\"code\":\"not_found\",\"explanation\":\"No image found with ID 1\"}");

    assertThatThrownBy(() -> images.get("1", CALLER))
        .isInstanceOf(GlanceException.NotFound.class)
        .hasMessage("No image found with ID 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "null", "{}", "{\"code\":null}"})
  void aFailureWithoutWordsIsUnavailability(String body) {
    registry.answers(502, body);

    assertThatThrownBy(() -> images.get("1", CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);
  }

  @Test
  void aRegistryThatDoesNotKnowUsIsNotTheCallersFault() {
    registry.answers(401, "{\"code\":\"unauthorized\",\"explanation\":\"wrong signature\"}");

    assertThatThrownBy(() -> images.get("1", CALLER))
        .isInstanceOf(GlanceException.Unavailable.class)
        .hasMessage(null);
  }

  @Test
  void anAnswerThatMakesNoSenseIsUnavailability() {
    registry.answers(200, "{\"id\": ");

    assertThatThrownBy(() -> images.get("1", CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);
  }

  @Test
  void aQuestionIsAskedAgainIfItsConnectionWasCut() {
    registry.cuts().answers(200, IMAGE_JSON).cuts().answers(200, "[]");

    assertThat(images.get("1", CALLER)).isEqualTo(IMAGE);
    assertThat(images.list(anyImage(), CALLER)).isEmpty();
    assertThat(registry.requests()).hasSize(4);
  }

  @Test
  void aQuestionIsAskedTwiceAtMost() {
    registry.cuts().cuts();

    assertThatThrownBy(() -> images.get("1", CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void anOrderIsNeverGivenTwice() {
    registry.cuts().cuts();
    TransferRegistry transfers = clients.transferRegistry(proxies);

    assertThatThrownBy(() -> images.addTag("1", "x", CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);
    assertThatThrownBy(() -> transfers.abandonUpload("1", new Holder("n", "p"), CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);
    assertThat(registry.requests()).hasSize(2);
  }

  @Test
  void aConnectionThatDiedInSilenceIsNotUsedForAnOrder() throws IOException {
    images.addTag("1", "x", CALLER);
    registry.close();

    assertThatThrownBy(() -> images.addTag("1", "y", CALLER))
        .isInstanceOf(GlanceException.Unavailable.class)
        .hasRootCauseInstanceOf(java.net.ConnectException.class);
  }

  @Test
  void silenceEndsWithTheTimeout() {
    registry.keepsSilent();
    Instant start = Instant.now();

    assertThatThrownBy(() -> images.get("1", CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);

    assertThat(registry.requests()).hasSize(1);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void whatKeepsLeasesWaitsNeitherLongNorForOtherCalls() {
    registry.keepsSilent().keepsSilent();
    TransferRegistry transfers = clients.transferRegistry(proxies);
    Holder holder = new Holder("n", "p");
    Instant start = Instant.now();

    assertThatThrownBy(
            () -> transfers.renew(new TransferRegistry.Renewal(holder, List.of("1")), CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);
    assertThatThrownBy(() ->
            transfers.claimAbandoned(new TransferRegistry.Claim(holder, List.of(), 1), CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);

    assertThat(registry.requests()).hasSize(2);
    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void nobodyThereIsKnownAtOnce() throws IOException {
    registry.close();
    Instant start = Instant.now();

    assertThatThrownBy(() -> images.get("1", CALLER))
        .isInstanceOf(GlanceException.Unavailable.class);

    assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
  }

  private RegistryTransport transportThatWaits(Duration timeout) {
    return new RegistryTransport(
        new RegistryLinkProperties("0.0.0.0", registry.port(), timeout), null, 4, Duration.ZERO);
  }

  private static ImageQuery anyImage() {
    return new ImageQuery(
        1,
        null,
        List.of(new ImageQuery.SortKey(ImageField.ID, true)),
        ImageQuery.VisibilityScope.ALL,
        null,
        false,
        List.of(),
        Map.of(),
        List.of());
  }

  private static String header(String request, String name) {
    return request
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .findFirst()
        .orElseThrow()
        .substring(name.length() + 2);
  }
}
