package io.glance.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes that meet others: a server of policies is asked between a request's look and its change.
 */
class V1ConflictsTest {
  private Runnable meanwhile = () -> {};

  private HttpServer policies() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    return server;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      meanwhile.run();
      byte[] yes = "True".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, yes.length);
      exchange.getResponseBody().write(yes);
    }
  }

  /** Source: glance/api/v1/images.py, Controller.update: the only error that has a body at once. */
  @Test
  void conflictIsATextWhateverTheClientAccepts(@TempDir Path directory) throws IOException {
    HttpServer policies = policies();
    Path rules =
        Files.writeString(
            directory.resolve("rules.yaml"),
            "modify_image: 'http://127.0.0.1:%d/'\n".formatted(policies.getAddress().getPort()));
    Map<String, Object> options =
        Map.of(
            "oslo.paste_deploy.flavor",
            "trusted-auth",
            "oslo.oslo_policy.policy_file",
            rules.toString());
    try (V1Server served = V1Server.start(directory, options)) {
      String id = served.create("owner", "x-image-meta-name", "old");
      meanwhile = () -> rename(served, id);

      HttpResponse<String> refused =
          served.send("PUT", "/v1/images/" + id, "owner", "x-image-meta-name", "new");

      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.body()).isEqualTo("Image operation conflicts");
      assertThat(V1Server.header(refused, "Content-Type")).startsWith("text/plain");
      assertThat(served.field(id, "name")).isEqualTo("theirs");
    } finally {
      policies.stop(0);
    }
  }

  private static void rename(V1Server served, String id) {
    served
        .registry()
        .rows()
        .sql("UPDATE images SET name = 'theirs' WHERE id = ?")
        .param(id)
        .update();
  }
}
