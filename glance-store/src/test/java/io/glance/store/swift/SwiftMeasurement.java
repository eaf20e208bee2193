package io.glance.store.swift;

import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.testing.TransferMeasurement;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Swift of {@code testbed/swift-up} beside {@code curl}. Run it by hand: a file of random
 * bytes, and rounds.
 */
final class SwiftMeasurement {
  private SwiftMeasurement() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    Map<String, String> options = RealSwift.firstVersion();
    CheckedStore store = new CheckedStore("swift", TestingSwift.store(options), new Digests());
    new TransferMeasurement(store, file, curl(file)).run(Integer.parseInt(arguments[1]));
  }

  private static TransferMeasurement.Tool curl(Path file) throws Exception {
    HttpRequest login =
        HttpRequest.newBuilder(URI.create(RealSwift.variable("TESTBED_SWIFT_AUTH_URL")))
            .header("X-Auth-User", RealSwift.variable("TESTBED_SWIFT_USER"))
            .header("X-Auth-Key", RealSwift.variable("TESTBED_SWIFT_KEY"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<Void> access = client.send(login, BodyHandlers.discarding());
      String token = "X-Auth-Token: " + access.headers().firstValue("X-Auth-Token").orElseThrow();
      String container = access.headers().firstValue("X-Storage-Url").orElseThrow() + "/measured";
      String url = container + "/image";
      List<String> begin = List.of("curl", "-s", "--fail", "-H", token);
      client.send(
          HttpRequest.newBuilder(URI.create(container))
              .header("X-Auth-Token", token.substring(token.indexOf(' ') + 1))
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build(),
          BodyHandlers.discarding());
      return new TransferMeasurement.Tool(
          "curl",
          with(begin, "-T", file.toString(), url),
          with(begin, "-o", "/dev/null", url),
          with(begin, "-X", "DELETE", url),
          Map.of());
    }
  }

  private static List<String> with(List<String> begin, String... rest) {
    return Stream.concat(begin.stream(), Arrays.stream(rest)).toList();
  }
}
