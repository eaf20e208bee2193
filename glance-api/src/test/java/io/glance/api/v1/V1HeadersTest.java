package io.glance.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.fixture.RawHttp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What texts become in the headers of API v1, and who may read which property there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class V1HeadersTest {
  private V1Server served;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Path protections =
        Files.writeString(
            directory.resolve("protections.conf"),
            """
            [^secret]
            create = admin,member
            read = admin
            update = admin
            delete = admin
            [^fixed]
            create = admin,member
            read = admin,member
            update = admin
            delete = admin
            [.*]
            create = admin,member
            read = admin,member
            update = admin,member
            delete = admin,member
            """);
    served =
        V1Server.start(
            directory,
            Map.of(
                "oslo.default.property_protection_file",
                protections.toString(),
                "oslo.paste_deploy.flavor",
                "trusted-auth"));
  }

  @AfterAll
  void stop() {
    served.close();
  }

  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private String created(String... headers) throws IOException {
    String[] all = new String[headers.length + 5];
    all[0] = "X-Identity-Status: Confirmed";
    all[1] = "X-User-Id: u";
    all[2] = "X-Project-Id: owner";
    all[3] = "X-Roles: member,reader";
    all[4] = "Content-Length: 0";
    System.arraycopy(headers, 0, all, 5, headers.length);
    RawHttp.Answer answer = RawHttp.ask(served.port(), "POST /v1/images HTTP/1.1\r\nHost: x", all);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.body().replaceAll("(?s).*\"id\": \"([^\"]*)\".*", "$1");
  }

  private RawHttp.Answer head(String id) throws IOException {
    return RawHttp.ask(
        served.port(),
        "HEAD /v1/images/" + id + " HTTP/1.1\r\nHost: x",
        "X-Identity-Status: Confirmed",
        "X-User-Id: u",
        "X-Project-Id: owner",
        "X-Roles: member,reader");
  }

  @ParameterizedTest
  @CsvSource({
    "plain, plain",
    "my%20image, my image",
    "%C3%84pfel, Äpfel",
    "http://h/%E2%98%83, http://h/☃",
    "100%, 100%",
    "50%25 of it, 50%25 of it",
    "%C3%28, %C3%28",
    "a & b, a & b",
  })
  void textsComeAsClientsEncodeThem(String sent, String meant) throws IOException {
    String id = created("x-image-meta-name: " + sent);

    assertThat(head(id).headers().get("x-image-meta-name")).isEqualTo(meant);
  }

  @Test
  void rawUtf8IsUnderstoodAndSent() throws IOException {
    String id =
        created("x-image-meta-name: " + latin("Äpfel ☃"), "x-image-meta-property-k: " + latin("ü"));

    assertThat(head(id).headers())
        .containsEntry("x-image-meta-name", "Äpfel ☃")
        .containsEntry("x-image-meta-property-k", "ü");
  }

  @Test
  void emptyHeaderIsNothing() throws IOException {
    String id = created("x-image-meta-name:", "x-image-meta-property-k:");

    assertThat(head(id).headers())
        .doesNotContainKeys("x-image-meta-name", "x-image-meta-property-k");
  }

  @ParameterizedTest
  @CsvSource({
    "x-image-meta-name, a%0D%0ASet-Cookie:%20a=b",
    "x-image-meta-property-k, a%0Ab",
    "x-image-meta-property-k, a%00",
    "x-image-meta-property-a%0Ab, c",
  })
  void controlCharactersAreRefused(String header, String value) {
    HttpResponse<String> refused = served.send("POST", "/v1/images", "owner", header, value);

    assertThat(refused.statusCode()).isEqualTo(400);
  }

  @Test
  void whatApiV2LetInSplitsNoAnswer() throws IOException {
    HttpResponse<String> created =
        served.send(
            "POST",
            "/v2/images",
            "{\"name\": \"a\\r\\nSet-Cookie: b=c\", \"x: y\\r\\nSet-Cookie\": \"d\"}",
            V1Server.as("owner"));
    String id = V1Server.json(created).get("id").stringValue();

    Map<String, String> headers = head(id).headers();

    assertThat(headers)
        .doesNotContainKey("Set-Cookie")
        .containsEntry("x-image-meta-name", "a%0D%0ASet-Cookie: b=c")
        .containsEntry("x-image-meta-property-x%3A%20y%0D%0Aset-cookie", "d");
  }

  @Test
  void manyPropertiesFitTheAnswer() throws IOException {
    String[] properties = new String[40];
    for (int i = 0; i < properties.length; i++) {
      properties[i] = "x-image-meta-property-p" + i + ": " + "v".repeat(400);
    }

    assertThat(head(created(properties)).headers())
        .containsEntry("x-image-meta-property-p39", "v".repeat(400));
  }

  @Test
  void moreThanFitsIsSaidPlainly() {
    String value = "v".repeat(40_000);
    String body = "{\"a\": \"%s\", \"b\": \"%s\"}".formatted(value, value);
    HttpResponse<String> created = served.send("POST", "/v2/images", body, V1Server.as("owner"));
    String id = V1Server.json(created).get("id").stringValue();

    assertThat(served.send("HEAD", "/v1/images/" + id, "owner").statusCode()).isEqualTo(413);
    assertThat(served.send("GET", "/v1/images/detail", "owner").statusCode()).isEqualTo(200);
    served.send("DELETE", "/v1/images/" + id, "owner");
  }

  @Test
  void propertiesAreProtected() {
    String id =
        served.create(
            "owner", "x-image-meta-property-secret", "s", "x-image-meta-property-fixed", "f");
    String path = "/v1/images/" + id;

    assertThat(V1Server.header(served.send("HEAD", path, "owner"), "x-image-meta-property-secret"))
        .isEqualTo("absent");
    assertThat(served.field(id, "property-secret")).isEqualTo("s");
    assertRefused(served.send("PUT", path, "owner", "x-image-meta-property-secret", "s"), "secret");
    assertRefused(served.send("PUT", path, "owner", "x-image-meta-property-fixed", "g"), "fixed");
    assertRefused(served.send("PUT", path, "owner"), "fixed");
    HttpResponse<String> repeated =
        served.send("PUT", path, "owner", "x-image-meta-property-fixed", "f");
    assertThat(repeated.statusCode()).as(repeated.body()).isEqualTo(200);
    assertThat(repeated.body()).doesNotContain("secret");
    assertThat(served.field(id, "property-secret")).isEqualTo("s");
  }

  private static void assertRefused(HttpResponse<String> response, String property) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
    assertThat(response.body()).contains("Property '" + property + "' is protected");
  }
}
