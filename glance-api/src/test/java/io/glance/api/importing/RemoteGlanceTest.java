package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.glance.common.config.Secret;
import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.keystone.ServiceCatalog;
import io.glance.common.keystone.ServiceCatalog.Endpoint;
import io.glance.common.keystone.ServiceCatalog.Service;
import io.glance.common.outbound.OutboundFilter;
import io.glance.common.outbound.OutboundProperties;
import io.glance.store.OpenImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteGlanceTest {
  private static final String ID = "0a1b2c3d-0000-4000-8000-000000000001";
  private static final String ACTIVE =
      """
      {"status": "active", "size": 4, "disk_format": "qcow2", "container_format": "ovf",
       "hw_machine": "q35", "trait:X": "required", "os_type": "linux", "os_hidden": true,
       "os_glance_import_task": "t", "secret": "s"}\
      """;

  private final List<String> tokens = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Auth-Token")));
          exchange.sendResponseHeaders(200, bytes.length);
          try (var out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
  }

  private Prepared describe(String region, String audience) throws IOException {
    OutboundProperties everything =
        new OutboundProperties(
            List.of(), List.of(), List.of("127.0.0.1"), List.of(), List.of(), List.of());
    RemoteGlance remote =
        new RemoteGlance(
            new Download(new OutboundFilter(everything)),
            new RemoteGlanceProperties(List.of("hw_", "trait:", "os_")));
    ImportMethod.GlanceDownload wanted = new ImportMethod.GlanceDownload(region, ID, audience);
    return remote.describe(wanted, job());
  }

  private Job job() {
    String url = "http://127.0.0.1:%d/image/".formatted(server.getAddress().getPort());
    Service service =
        new Service("image", "glance", List.of(new Endpoint(null, "public", "RegionTwo", url)));
    Identity identity =
        new Identity(
            null,
            null,
            null,
            null,
            true,
            false,
            null,
            Secret.of("token-1"),
            new ServiceCatalog(List.of(service)));
    Job plain = Steps.job(Steps.image("raw", "bare"));
    return new Job(
        plain.transfer(),
        plain.image(),
        plain.order(),
        plain.targets(),
        false,
        new RequestContext("u", "p", Set.of("member"), false, "req-1", identity),
        plain.limits());
  }

  @Test
  void theImageComesWithItsFormatsAndTheOperatorsChoiceOfProperties() throws Exception {
    serve("/image/v2/images/" + ID, ACTIVE);
    serve("/image/v2/images/" + ID + "/file", "data");

    Prepared prepared = describe("regiontwo", "public");

    assertThat(prepared.image().diskFormat()).isEqualTo("qcow2");
    assertThat(prepared.image().containerFormat()).isEqualTo("ovf");
    assertThat(prepared.image().properties())
        .isEqualTo(Map.of("hw_machine", "q35", "trait:X", "required", "os_type", "linux"));
    try (OpenImage data = prepared.origin().open()) {
      assertThat(data.stream()).hasContent("data");
      assertThat(data.length()).isEqualTo(4);
    }
    assertThat(tokens).containsExactly("token-1", "token-1");
  }

  @Test
  void imageThatIsNotActiveThereIsRefused() {
    serve("/image/v2/images/" + ID, "{\"status\": \"queued\", \"size\": null}");

    assertThatThrownBy(() -> describe("RegionTwo", "public"))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("Source image status should be active instead of queued");
  }

  @Test
  void imageOfUnknownSizeIsRefused() {
    serve("/image/v2/images/" + ID, "{\"status\": \"active\", \"size\": null}");

    assertThatThrownBy(() -> describe("RegionTwo", "public"))
        .isInstanceOf(ImportFailure.class)
        .hasMessageContaining("could not be determined");
  }

  @Test
  void otherBytesThanDescribedAreRefused() throws Exception {
    serve("/image/v2/images/" + ID, ACTIVE);
    serve("/image/v2/images/" + ID + "/file", "more data");

    Prepared prepared = describe("RegionTwo", "public");

    assertThatThrownBy(() -> prepared.origin().open()).isInstanceOf(ImportFailure.class);
  }

  @Test
  void unknownRegionOrAudienceIsRefused() {
    assertThatThrownBy(() -> describe("RegionThree", "public"))
        .isInstanceOf(ImportFailure.class)
        .hasMessage("public glance endpoint not found for region RegionThree");
    assertThatThrownBy(() -> describe("RegionTwo", "internal")).isInstanceOf(ImportFailure.class);
  }
}
