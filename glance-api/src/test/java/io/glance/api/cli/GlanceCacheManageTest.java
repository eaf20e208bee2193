package io.glance.api.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlanceCacheManageTest {
  private static final String ID = "8ef1a082-bf59-4200-be8d-507a4af8d2fd";

  private final List<String> asked = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer node;
  private int status = 200;
  private String answer = "null";

  @BeforeEach
  void start() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext(
        "/",
        exchange -> {
          asked.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("X-Auth-Token")));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    node.start();
  }

  @AfterEach
  void stop() {
    node.stop(0);
  }

  @Test
  void cachedImagesAreATable() {
    answer =
        """
        {"cached_images": [
          {"image_id": "%s", "hits": 2, "last_accessed": 0, "last_modified": 1700000000.5, "size": 5}
        ]}
        """
            .formatted(ID);

    assertThat(run("list-cached")).isZero();

    assertThat(told())
        .isEqualTo(
            """
            Found 1 cached images...
            +--------------------------------------+---------------------+----------------------------+------+------+
            |                  ID                  | Last Accessed (UTC) |    Last Modified (UTC)     | Size | Hits |
            +--------------------------------------+---------------------+----------------------------+------+------+
            | 8ef1a082-bf59-4200-be8d-507a4af8d2fd |         N/A         | 2023-11-14T22:13:20.500000 |    5 |    2 |
            +--------------------------------------+---------------------+----------------------------+------+------+
            """);
    assertThat(asked).containsExactly("GET /v2/cached_images secret");
  }

  @Test
  void nothingIsSaidInALine() {
    answer = "{\"queued_images\": []}";

    assertThat(run("list-queued")).isZero();

    assertThat(told()).isEqualTo("No queued images.\n");
  }

  @Test
  void whatIsDoneIsToldToWhoWantsToKnow() {
    assertThat(run("-f", "queue-image", ID)).isZero();
    assertThat(told()).isEmpty();

    assertThat(run("queue-image", ID, "--force", "-v")).isZero();

    assertThat(told()).startsWith("Queued image " + ID + " for caching\nCompleted in ");
    assertThat(asked).containsOnly("PUT /v2/queued_images/" + ID + " secret");
  }

  @ParameterizedTest
  @CsvSource({"y, 1", "YES, 1", "n, 0", "'', 0", "sure, 0"})
  void whoDoesNotForceIsAsked(String said, int requests) {
    assertThat(answering(said + "\n", "delete-all-cached-images")).isZero();

    assertThat(told()).isEqualTo("Delete all cached images? [y/N] ");
    assertThat(asked).hasSize(requests);
  }

  @ParameterizedTest
  @CsvSource({
    "404, Cache management middleware not enabled on host 127.0.0.1",
    "403, Not authorized to make this request.",
    "500, Failed to show cached images. Got error:",
  })
  void refusalsAreTold(int refusal, String line) {
    status = refusal;

    assertThat(run("list-cached")).isEqualTo(1);

    assertThat(told()).startsWith(line);
  }

  @ParameterizedTest
  @CsvSource({
    "queue-image xyz, 1, Image ID 'xyz' is not a valid UUID.",
    "foo, 1, Error: \"foo\" is not a valid command.",
    "help foo, 1, Error: \"foo\" is not a valid command.",
    "help list-cached, 0, glance-cache-manage list-cached [options]",
    "--help, 0, usage: glance-cache-manage",
  })
  void whatCannotBeDoneIsNotAsked(String words, int code, String line) {
    assertThat(run(words.split(" ", -1))).isEqualTo(code);

    assertThat(told().strip()).startsWith(line);
    assertThat(asked).isEmpty();
  }

  @Test
  void optionsAreThoseOfTheArgumentsElseOfTheEnvironment() {
    CacheManageArguments arguments =
        CacheManageArguments.parse(
            List.of("-p9", "--host=h", "list-cached", "-I", "me", "-k"),
            Map.of("OS_USERNAME", "you", "OS_AUTH_URL", "http://keystone"));

    assertThat(arguments.port()).isEqualTo(9);
    assertThat(arguments.host()).isEqualTo("h");
    assertThat(arguments.command()).containsExactly("list-cached");
    assertThat(arguments.option("os-username")).contains("me");
    assertThat(arguments.option("os-auth-url")).contains("http://keystone");
    assertThat(arguments.has("insecure")).isTrue();
  }

  private int run(String... words) {
    return answering("", words);
  }

  private int answering(String said, String... words) {
    out.reset();
    String[] all =
        Stream.concat(
                Stream.of(
                    "-H", "127.0.0.1", "-p", "" + node.getAddress().getPort(), "-A", "secret"),
                Stream.of(words))
            .toArray(String[]::new);
    return GlanceCacheManage.run(
        all,
        new ByteArrayInputStream(said.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
