package io.glance.api.replicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.config.Secret;
import io.glance.store.checked.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers and dumps that cannot be trusted; what good ones do is walked by the testbed. */
class ReplicatorTest {
  private static final String ID = "8ef1a082-bf59-4200-be8d-507a4af8d2fd";
  private static final byte[] DATA = "what the image is".getBytes(StandardCharsets.UTF_8);
  private static final String IMAGE =
      """
      {"id": "%s", "name": "n", "status": "active", "size": $SIZE, "os_hash_algo": "sha512", "os_hash_value": "%s"}
      """;

  @TempDir Path directory;
  private Path dump;
  private HostileGlance source;
  private HostileGlance target;

  @BeforeEach
  void start() throws Exception {
    dump = Files.createDirectory(directory.resolve("dump"));
    source = new HostileGlance();
    target = new HostileGlance();
  }

  @AfterEach
  void stop() {
    source.close();
    target.close();
  }

  private static Replicator replicator() {
    return new Replicator(
        new ReplicatorProperties(7, "created_at", false, Secret.of("secret"), null, null),
        new Retries(3, Duration.ofMillis(1), Duration.ofMillis(10)));
  }

  private static String image(byte[] data) {
    String digest = HexFormat.of().formatHex(HashAlgorithm.SHA512.newDigest().digest(data));
    return IMAGE.formatted(ID, digest);
  }

  @Test
  void aDumpIsLoadedByAnotherServer() throws Exception {
    source.with(ID, image(DATA), DATA);

    assertThat(replicator().dump(source.endpoint(), dump)).isTrue();
    assertThat(replicator().load(target.endpoint(), dump)).isTrue();

    assertThat(dump.resolve(ID + ".img")).hasBinaryContent(DATA);
    assertThat(target.bytesOf(ID)).isEqualTo(DATA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../outside", "/etc/outside", "..", "", "x", ".hidden", "a/b"})
  void anIdThatIsNoUuidLeavesNoFileAndOthersAreDumped(String id) throws Exception {
    source.with("x", image(DATA).replace(ID, id), DATA).with(ID, image(DATA), DATA);

    assertThat(replicator().dump(source.endpoint(), dump)).isFalse();

    assertThat(dump)
        .isDirectoryContaining("glob:**/" + ID)
        .isDirectoryContaining("glob:**/" + ID + ".img");
    assertThat(Files.list(dump)).hasSize(2);
    assertThat(Files.list(directory)).containsExactly(dump);
  }

  @Test
  void otherBytesThanPromisedAreNeitherStoredNorSentToTheEnd() throws Exception {
    byte[] wrong = DATA.clone();
    wrong[0] ^= 1;
    source.with(ID, image(DATA), wrong);

    assertThat(replicator().dump(source.endpoint(), dump)).isFalse();
    assertThat(replicator().livecopy(source.endpoint(), target.endpoint())).isFalse();

    assertThat(dump).isEmptyDirectory();
    assertThat(target.has(ID)).isTrue();
    assertThat(target.bytesOf(ID)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"5", "500"})
  void anotherNumberOfBytesIsRefused(int size) throws Exception {
    source.with(ID, image(DATA).replace("$SIZE", "" + size), DATA);

    assertThat(replicator().dump(source.endpoint(), dump)).isFalse();
    assertThat(replicator().livecopy(source.endpoint(), target.endpoint())).isFalse();

    assertThat(dump).isEmptyDirectory();
    assertThat(target.bytesOf(ID)).isEmpty();
  }

  @Test
  void aDumpIsItsOwnersAlone() throws Exception {
    source.with(ID, image(DATA), DATA);

    assertThat(replicator().dump(source.endpoint(), dump)).isTrue();

    for (String name : List.of(ID, ID + ".img")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dump.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".img"})
  void aLinkInADumpIsNotFollowed(String suffix) throws Exception {
    source.with(ID, image(DATA), DATA);
    assertThat(replicator().dump(source.endpoint(), dump)).isTrue();
    Path file = dump.resolve(ID + suffix);
    Path secret = directory.resolve("secret");
    Files.move(file, secret);
    Files.createSymbolicLink(file, secret);

    assertThat(replicator().load(target.endpoint(), dump)).isFalse();

    assertThat(target.bytesOf(ID)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void aListThatGoesInCirclesIsGivenUp(int length) throws Exception {
    for (int i = 0; i < length; i++) {
      String id = ID.substring(0, ID.length() - 1) + i;
      source.with(id, image(DATA).replace(ID, id), DATA);
    }
    source.listInCircles();

    assertThatThrownBy(() -> replicator().dump(source.endpoint(), dump))
        .isInstanceOf(ReplicationFailure.class)
        .hasMessageContaining("again and again");
  }

  @Test
  void aBusyServerIsAskedAgain() throws Exception {
    source.with(ID, image(DATA), DATA);
    source.beBusy(2);
    target.beBusy(2);

    assertThat(replicator().livecopy(source.endpoint(), target.endpoint())).isTrue();

    assertThat(target.bytesOf(ID)).isEqualTo(DATA);
  }

  @Test
  void aServerThatIsTooBusyIsGivenUp() {
    source.beBusy(3);

    assertThatThrownBy(() -> replicator().size(source.endpoint()))
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("503")
        .hasMessageNotContaining("secret");
    assertThat(source.requests()).hasSize(3);
  }

  @Test
  void whatWaitsForItsBytesIsGivenThem() throws Exception {
    source.with(ID, image(DATA), DATA);
    target.with(
        ID, "{\"id\": \"%s\", \"name\": \"n\", \"status\": \"queued\"}".formatted(ID), new byte[0]);

    assertThat(replicator().livecopy(source.endpoint(), target.endpoint())).isTrue();

    assertThat(target.bytesOf(ID)).isEqualTo(DATA);
  }

  @Test
  void otherBytesUnderAnIdAreLeftAsTheyAre() throws Exception {
    byte[] others = {1, 2, 3};
    source.with(ID, image(DATA), DATA);
    target.with(ID, image(others), others);

    assertThat(replicator().livecopy(source.endpoint(), target.endpoint())).isFalse();

    assertThat(target.bytesOf(ID)).isEqualTo(others);
    assertThat(target.requests()).noneMatch(it -> it.startsWith("PATCH") || it.startsWith("PUT"));
  }

  @Test
  void aDescriptionOfAnotherImageIsNotLoaded() throws Exception {
    String other = ID.replace('8', '9');
    Files.writeString(dump.resolve(other), image(DATA).replace("$SIZE", "" + DATA.length));
    Files.write(dump.resolve(other + ".img"), DATA);

    assertThat(replicator().load(target.endpoint(), dump)).isFalse();

    assertThat(target.requests()).isEmpty();
  }

  @Test
  void aDumpOfTheFirstVersionIsLoaded() throws Exception {
    Files.writeString(
        dump.resolve(ID),
        """
        {"id": "%s", "name": "old", "status": "active", "size": %d, "is_public": true, "deleted": false,
         "min_disk": 0, "protected": false, "properties": {"colour": "red", "nothing": null}}
        """
            .formatted(ID, DATA.length));
    Files.write(dump.resolve(ID + ".img"), DATA);

    Description image = new DumpDirectory(dump).find(ID).orElseThrow();

    assertThat(image.text("visibility")).isEqualTo("public");
    assertThat(image.text("colour")).isEqualTo("red");
    assertThat(image.json().propertyNames()).doesNotContain("properties", "is_public", "deleted");
    assertThat(replicator().load(target.endpoint(), dump)).isTrue();
    assertThat(target.bytesOf(ID)).isEqualTo(DATA);
  }

  @ParameterizedTest
  @CsvSource({
    "glance.example.org:9292, http://glance.example.org:9292",
    "127.0.0.1:80, http://127.0.0.1:80",
    "[fe80::1]:9292, http://[fe80::1]:9292",
    "https://glance.example.org, https://glance.example.org",
    "HTTPS://glance.example.org/image/v2/, https://glance.example.org/image",
  })
  void aServerIsAHostAndPortOrAUrl(String text, String url) {
    assertThat(Endpoint.of(text)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "host:",
        "host:x",
        "host:70000",
        ":80",
        "ho st:80",
        "-x:80",
        "a:b:80",
        "http://",
        "http://user:password@host:80",
        "http://host:80/?x=y",
        "host:80/path"
      })
  void whatIsNeitherIsRefused(String text) {
    assertThatThrownBy(() -> Endpoint.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesOfOthersDoNotSteerATerminal() {
    assertThat(PlainText.of("a\u001b[31mb\nc\u202ed")).isEqualTo("a?[31mb?c?d");
  }
}
