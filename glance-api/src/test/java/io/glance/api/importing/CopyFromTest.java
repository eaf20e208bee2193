package io.glance.api.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.api.importing.CopyFrom.Source;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.TransferRegistry.BeginRemoval;
import io.glance.fixture.Await;
import io.glance.fixture.RunningApi;
import io.glance.fixture.WebServer;
import io.glance.registry.testing.TestingRegistry;
import io.glance.store.testing.TestingStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies from a web server, of a service with files, the web and the quota of a project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyFromTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final RequestContext CALLER =
      new RequestContext("u", "acme", Set.of("member"), false, "req-copy");

  @TempDir private static Path directory;
  private final byte[] data = TestingStreams.bytes(300_000);
  private final WebServer web = new WebServer();
  private TestingRegistry registry;
  private RunningApi api;
  private CopyFrom copies;
  private ImageRegistry images;

  @BeforeAll
  void start() throws IOException {
    registry = TestingRegistry.start(directory);
    Map<String, Object> options = new HashMap<>();
    options.put("oslo.default.registry_host", registry.baseUrl().getHost());
    options.put("oslo.default.registry_port", registry.baseUrl().getPort());
    options.put("oslo.glance_registry.shared_secret", registry.secret());
    options.put("oslo.glance_store.stores", "file,http");
    options.put("oslo.glance_store.filesystem_store_datadir", bytes().toString());
    options.put("oslo.default.user_storage_quota", "1MB");
    options.put("oslo.import_filtering_opts.allowed_hosts", "127.0.0.1");
    options.put("oslo.import_filtering_opts.allowed_ports", Integer.toString(web.port()));
    Path rules = Files.writeString(directory.resolve("rules.yaml"), "copy_from: 'role:member'\n");
    options.put("oslo.oslo-policy.policy_file", rules.toString());
    api = RunningApi.start(options);
    copies = api.bean(CopyFrom.class);
    images = registry.client().images();
  }

  @AfterAll
  void stop() {
    api.close();
    registry.close();
    web.close();
  }

  @AfterEach
  void usualWeb() {
    web.rest(0);
    web.breakOffAfter(Integer.MAX_VALUE);
  }

  private static Path bytes() {
    return directory.resolve("bytes");
  }

  private Image image() {
    return image("raw");
  }

  private Image image(@Nullable String diskFormat) {
    String id = UUID.randomUUID().toString();
    NewImage wanted =
        new NewImage(
            id,
            "x",
            Visibility.SHARED,
            false,
            false,
            "acme",
            diskFormat,
            "bare",
            0,
            0,
            Map.of(),
            List.of());
    return images.create(wanted, CALLER);
  }

  private Source source(String url) {
    return copies.source(url, null, 0, CALLER);
  }

  private Image ended(Image image) {
    Await.until(SOON, () -> images.get(image.id(), CALLER).status() != ImageStatus.SAVING);
    return images.get(image.id(), CALLER);
  }

  private void assertKilled(Image image) {
    assertThat(ended(image).status()).isEqualTo(ImageStatus.KILLED);
    assertThat(bytes().resolve(image.id())).doesNotExist();
    assertThat(transfersOf(image)).isZero();
  }

  private int transfersOf(Image image) {
    return registry
        .rows()
        .sql("SELECT COUNT(*) FROM glancej_transfers WHERE image_id = ?")
        .param(image.id())
        .query(Integer.class)
        .single();
  }

  @Test
  void imageOfAWebServerBecomesActive() throws IOException {
    Image image = image();
    Source source = source(web.redirect("here", web.serve("there", data)));
    web.rest(20);

    copies.begin(image.id(), source, null, CALLER);

    assertThat(source.size()).isEqualTo(data.length);
    assertThat(images.get(image.id(), CALLER).status()).isEqualTo(ImageStatus.SAVING);
    Image active = ended(image);
    assertThat(active.status()).isEqualTo(ImageStatus.ACTIVE);
    assertThat(active.size()).isEqualTo(data.length);
    assertThat(bytes().resolve(image.id())).hasBinaryContent(data);
  }

  @Test
  void whoSaysHowMuchThereIsIsBelievedUntilItComes() throws IOException {
    Image image = image();
    Source source = copies.source(web.url("nothing-yet"), null, 5, CALLER);
    assertThat(source.size()).isEqualTo(5);

    web.serve("nothing-yet", data);
    copies.begin(image.id(), source, null, CALLER);

    assertThat(ended(image).size()).isEqualTo(data.length);
  }

  @Test
  void sourceThatBreaksOffKillsTheImage() {
    Image image = image();
    web.breakOffAfter(128 * 1024);

    copies.begin(image.id(), source(web.serve("broken", data)), null, CALLER);

    assertKilled(image);
  }

  @Test
  void sourceThatIsGoneMeanwhileKillsTheImage() {
    Image image = image();
    Source source = copies.source(web.url("missing"), null, 100, CALLER);

    copies.begin(image.id(), source, null, CALLER);

    assertKilled(image);
  }

  @Test
  void moreThanAProjectMayHaveIsRefusedBeforeItBegins() {
    Image image = image();
    Source source = source(web.serve("large", new byte[2 << 20]));

    assertThatExceptionOfType(GlanceException.LimitExceeded.class)
        .isThrownBy(() -> copies.begin(image.id(), source, null, CALLER));

    assertThat(images.get(image.id(), CALLER).status()).isEqualTo(ImageStatus.QUEUED);
  }

  @Test
  void moreThanWasSaidAndThanAProjectMayHaveKillsTheImage() {
    Image image = image();
    Source source = copies.source(web.serve("larger", new byte[2 << 20]), null, 10, CALLER);

    copies.begin(image.id(), source, null, CALLER);

    assertKilled(image);
  }

  @Test
  void imageThatIsDeletedMeanwhileLeavesNoByte() {
    Image image = image();
    web.rest(50);
    copies.begin(image.id(), source(web.serve("slow", data)), null, CALLER);

    Await.until(SOON, () -> web.transfers() > 0);
    delete(image);

    Await.until(SOON, () -> transfersOf(image) == 0);
    assertThat(bytes().resolve(image.id())).doesNotExist();
  }

  private void delete(Image image) {
    registry
        .client()
        .transfers()
        .beginRemoval(
            new BeginRemoval(image.id(), ImageStatus.SAVING, new Holder("test", "test")), CALLER);
  }

  @Test
  void oneOfTwoCopiesToAnImageBegins() {
    Image image = image();
    web.rest(20);
    Source source = source(web.serve("twice", data));
    copies.begin(image.id(), source, null, CALLER);

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> copies.begin(image.id(), source, null, CALLER));

    assertThat(ended(image).status()).isEqualTo(ImageStatus.ACTIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "filesystem:///etc/passwd",
        "swift+config://ref1/container/object",
        "cinder://a3cb8a0a-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
        "swift+http://account:user:key@127.0.0.1:5000/v1/container/object",
        "rbd://fsid/images/other/snap",
        "gopher://127.0.0.1/x",
        "/etc/passwd",
        "nonsense",
        "http://127.0.0.1:22/",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost/x",
        "http://[::1]/x",
        "http://2130706433/x",
      })
  void placesThatNobodyMayNameAreRefused(String url) {
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> source(url))
        .withMessageStartingWith("External sources are not supported: '");
  }

  @Test
  void passwordsAreNotRepeated() {
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> source("http://me:secret@127.0.0.1:22/x"))
        .withMessage("External sources are not supported: 'http://***@127.0.0.1:22/x'");
    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> source(""))
        .withMessage("External source should not be empty");
  }

  @Test
  void redirectToWhereNobodyMayAskIsRefusedBeforeItBegins() {
    String away = web.redirect("away", "http://169.254.169.254/latest");

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> source(away))
        .withMessage("The external source cannot be read");
  }

  @Test
  void redirectToWhereNobodyMayAskKillsTheImage() {
    Image image = image();
    Source source = copies.source(web.redirect("in", "http://127.0.0.1:22/"), null, 9, CALLER);

    copies.begin(image.id(), source, null, CALLER);

    assertKilled(image);
  }

  /** CVE-2017-7200; the original tells one from the other. */
  @Test
  void whatIsNotThereIsLikeWhatDoesNotAnswer() {
    String away = web.redirect("nowhere", "http://127.0.0.1:%d/nothing".formatted(web.port()));
    for (String url : List.of(web.url("nothing"), away)) {
      assertThatExceptionOfType(GlanceException.Invalid.class)
          .isThrownBy(() -> source(url))
          .withMessage("The external source cannot be read");
    }
  }

  @Test
  void whomTheRuleDoesNotLetMayNotCopy() {
    RequestContext reader = new RequestContext("u", "acme", Set.of("reader"), false, "req-copy");

    assertThatExceptionOfType(GlanceException.Forbidden.class)
        .isThrownBy(() -> copies.source(web.serve("x", data), null, 0, reader));
  }

  @Test
  void imageWithoutFormatsIsNotCopiedTo() {
    Image image = image(null);
    Source source = source(web.serve("formats", data));

    assertThatExceptionOfType(GlanceException.Invalid.class)
        .isThrownBy(() -> copies.begin(image.id(), source, null, CALLER));
    assertThat(images.get(image.id(), CALLER).status()).isEqualTo(ImageStatus.QUEUED);
    assertThat(transfersOf(image)).isZero();
  }
}
