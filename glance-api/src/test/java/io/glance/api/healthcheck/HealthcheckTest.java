package io.glance.api.healthcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.VerifiedAgainstGlance;
import io.glance.fixture.RawHttp;
import io.glance.fixture.RunningApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthcheckTest {
  @TempDir private Path directory;

  @Test
  @VerifiedAgainstGlance({"25.1", "33"})
  void aHealthyServiceIsOkInEveryForm() throws IOException {
    try (RunningApi api = start(Map.of())) {
      assertThat(ask(api, "GET", "/healthcheck", null))
          .isEqualTo(new Seen(200, "text/plain;charset=UTF-8", "OK"));
      assertThat(ask(api, "GET", "/healthcheck", "image/png").body()).isEqualTo("OK");
      assertThat(ask(api, "POST", "/healthcheck/below", "*/*").body()).isEqualTo("OK");
      assertThat(ask(api, "OPTIONS", "/healthcheck", null).body()).isEqualTo("OK");
      assertThat(ask(api, "GET", "/healthcheck", "application/json"))
          .isEqualTo(
              new Seen(
                  200,
                  "application/json",
                  """
                  {
                      "detailed": false,
                      "reasons": [
                          "OK"
                      ]
                  }\
                  """));
      assertThat(ask(api, "GET", "/healthcheck", "text/html"))
          .isEqualTo(
              new Seen(
                  200,
                  "text/html;charset=UTF-8",
                  """
                  <HTML>
                  <HEAD><TITLE>Healthcheck Status</TITLE></HEAD>
                  <BODY>

                  <H2>Result of 1 checks:</H2>
                  <TABLE bgcolor="#ffffff" border="1">
                  <TBODY>
                  <TR>

                  <TH>
                  Reason
                  </TH>
                  </TR>
                  <TR>

                      <TD>OK</TD>

                  </TR>
                  </TBODY>
                  </TABLE>
                  <HR></HR>

                  </BODY>
                  </HTML>\
                  """));
      assertThat(ask(api, "HEAD", "/healthcheck", null).status()).isEqualTo(204);
    }
  }

  @Test
  void aFileDisablesTheServiceWhileItExists() throws IOException {
    Path file = directory.resolve("disable");

    try (RunningApi api = start(Map.of("oslo.healthcheck.disable_by_file_path", file.toString()))) {
      Files.createFile(file);
      assertThat(ask(api, "GET", "/healthcheck", null))
          .isEqualTo(new Seen(503, "text/plain;charset=UTF-8", "DISABLED BY FILE"));
      assertThat(ask(api, "HEAD", "/healthcheck", null).status()).isEqualTo(503);

      Files.delete(file);
      assertThat(ask(api, "GET", "/healthcheck", null).status()).isEqualTo(200);
    }
  }

  @Test
  void everyFileThatEnablesMustExist() throws IOException {
    Path there = Files.createFile(directory.resolve("there"));
    Path missing = directory.resolve("missing");

    try (RunningApi api =
        start(
            Map.of(
                "oslo.healthcheck.backends",
                "enable_by_files",
                "oslo.healthcheck.enable_by_file_paths",
                there + "," + missing,
                "oslo.healthcheck.detailed",
                "true"))) {
      assertThat(ask(api, "GET", "/healthcheck", "application/json").body())
          .contains("\"reason\": \"FILE PATH MISSING\"", "File path " + missing + " is missing");
    }
  }

  @Test
  void aMissingFileDisablesTheServiceThatIsEnabledByFiles() throws IOException {
    Path file = directory.resolve("enable");

    try (RunningApi api =
        start(
            Map.of(
                "oslo.healthcheck.backends",
                "enable_by_files",
                "oslo.healthcheck.enable_by_file_paths",
                file.toString()))) {
      assertThat(ask(api, "GET", "/healthcheck", null).body()).isEqualTo("FILE PATH MISSING");

      Files.createFile(file);
      assertThat(ask(api, "GET", "/healthcheck", null).body()).isEqualTo("OK");
    }
  }

  @Test
  void detailsNameWhatWasLookedAt() throws IOException {
    try (RunningApi api = start(Map.of("oslo.healthcheck.detailed", "true"))) {
      assertThat(ask(api, "GET", "/healthcheck", "application/json").body())
          .contains("\"detailed\": true", "\"class\": \"DisableByFileHealthcheck\"");
      assertThat(ask(api, "GET", "/healthcheck", "text/html").body())
          .contains("<TD>DisableByFileHealthcheck</TD>", "&#39;/", "<H1>Server status</H1>");
    }
  }

  @Test
  void strangersAreNotAnswered() throws IOException {
    try (RunningApi api =
        start(Map.of("oslo.healthcheck.allowed_source_ranges", "10.0.0.0/8,192.168.0.0/16"))) {
      assertThat(ask(api, "GET", "/healthcheck", null).status()).isEqualTo(403);
    }
  }

  @Test
  void proxiedQuestionsAreIgnoredIfSoTold() throws IOException {
    try (RunningApi api = start(Map.of("oslo.healthcheck.ignore_proxied_requests", "true"))) {
      RawHttp.Answer proxied =
          RawHttp.ask(
              api.port(), "GET /healthcheck HTTP/1.1", "Host: x", "X-Forwarded-For: 10.0.0.1");

      assertThat(proxied.status()).isEqualTo(403);
      assertThat(ask(api, "GET", "/healthcheck", null).status()).isEqualTo(200);
    }
  }

  private RunningApi start(Map<String, Object> options) {
    Map<String, Object> all = new java.util.HashMap<>();
    all.put("oslo.healthcheck.disable_by_file_path", directory.resolve("none").toString());
    all.putAll(options);
    return RunningApi.start(all);
  }

  private record Seen(
      int status, @org.jspecify.annotations.Nullable String contentType, String body) {}

  private static Seen ask(
      RunningApi api, String verb, String path, @org.jspecify.annotations.Nullable String accept)
      throws IOException {
    RawHttp.Answer answer =
        RawHttp.ask(
            api.port(),
            verb + " " + path + " HTTP/1.1",
            "Host: x",
            accept == null ? "X: y" : "Accept: " + accept);
    return new Seen(answer.status(), answer.headers().get("Content-Type"), answer.body());
  }
}
