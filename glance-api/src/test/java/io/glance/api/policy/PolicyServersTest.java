package io.glance.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.glance.common.context.RequestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PolicyServersTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final RequestContext MEMBER =
      new RequestContext("u1", "p1", Set.of("member"), false, "req-1");

  @TempDir Path directory;
  private HttpServer server;
  private final List<String> asked = new ArrayList<>();
  private String answer = "True";
  private int status = 200;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Content-Type"),
                      body));
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "True,200,true",
    "'\"True\"',200,true",
    "'\"\"True',200,true",
    "True,500,true",
    "true,200,false",
    "False,200,false",
    "'True\n',200,false",
    "'',200,false"
  })
  void onlyTrueLetsSomebody(String said, int code, boolean expected) throws IOException {
    answer = said;
    status = code;

    assertThat(allows("http://127.0.0.1:%d/check", PolicyProperties.FORM)).isEqualTo(expected);
  }

  @Test
  void formsCarryJson() throws IOException {
    allows("http://127.0.0.1:%d/check/%%(project_id)s", PolicyProperties.FORM);

    String[] parts = asked.getFirst().split(" ", 3);
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (String field : parts[2].split("&", -1)) {
      String[] pair = field.split("=", 2);
      fields.put(pair[0], JSON.readTree(URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
    assertThat(parts[0]).isEqualTo("/check/p1");
    assertThat(asked.getFirst()).contains("application/x-www-form-urlencoded");
    assertAsked(fields.get("rule"), fields.get("target"), fields.get("credentials"));
  }

  @Test
  void documentsAreJson() throws IOException {
    allows("http://127.0.0.1:%d/check", "application/json");

    String text = asked.getFirst();
    JsonNode body = JSON.readTree(text.substring(text.indexOf('{')));
    assertThat(text).contains("application/json");
    assertAsked(body.get("rule"), body.get("target"), body.get("credentials"));
  }

  private static void assertAsked(JsonNode rule, JsonNode target, JsonNode credentials) {
    assertThat(rule.stringValue()).isEqualTo("get_image");
    assertThat(target.get("project_id").stringValue()).isEqualTo("p1");
    assertThat(target.get("size").isNull()).isTrue();
    assertThat(credentials.get("user_id").stringValue()).isEqualTo("u1");
    assertThat(credentials.get("roles").get(0).stringValue()).isEqualTo("member");
  }

  @Test
  void whoeverCannotBeAskedLetsNobodyNotEvenTheOthers() throws IOException {
    server.stop(0);

    assertThat(allows("not http://127.0.0.1:%d/check", PolicyProperties.FORM)).isFalse();
  }

  @Test
  void addressesThatTheTargetCannotFillAreNotAsked() throws IOException {
    assertThat(allows("http://127.0.0.1:%d/%%(missing)s", PolicyProperties.FORM)).isFalse();
    assertThat(asked).isEmpty();
  }

  @Test
  void filesOfCertificatesThatAreMissingDeny() throws IOException {
    Files.writeString(directory.resolve("policy.yaml"), "get_image: 'https://127.0.0.1:1/'");
    PolicyProperties properties =
        new PolicyProperties(
            null,
            List.of(),
            "default",
            true,
            true,
            PolicyProperties.FORM,
            true,
            directory.resolve("missing.pem").toString(),
            null,
            null,
            1);

    assertThat(ask(properties)).isFalse();
  }

  private boolean allows(String rule, String contentType) throws IOException {
    Files.writeString(
        directory.resolve("policy.yaml"),
        "get_image: '%s'".formatted(rule.formatted(server.getAddress().getPort())));
    return ask(
        new PolicyProperties(
            null, List.of(), "default", true, true, contentType, false, null, null, null, 5));
  }

  private boolean ask(PolicyProperties properties) throws IOException {
    Map<String, Object> target = new LinkedHashMap<>();
    target.put("project_id", "p1");
    target.put("size", null);
    try (PolicyServers servers = new PolicyServers(properties)) {
      return new Policy(properties, new ConfigDirectories(List.of(directory)), servers)
          .allows(PolicyRule.GET_IMAGE, Attributes.of(target), MEMBER);
    }
  }
}
