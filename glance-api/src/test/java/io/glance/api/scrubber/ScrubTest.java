package io.glance.api.scrubber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.api.imagedata.ToolBytes;
import io.glance.api.imagedata.TransferKeeper;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ScrubRegistry;
import io.glance.common.registryapi.ScrubRegistry.BeginScrub;
import io.glance.common.registryapi.ScrubRegistry.Gone;
import io.glance.common.registryapi.ScrubRegistry.Leave;
import io.glance.common.registryapi.StoredData;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.TransferRegistry.BeginUpload;
import io.glance.common.registryapi.TransferRegistry.FinishUpload;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.RegistryClient;
import io.glance.registry.testing.TestingRegistry;
import io.glance.store.StoreException;
import io.glance.store.Written;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.memory.MemoryStore;
import io.glance.store.testing.FaultyStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Scrubs that do not come to their end, and who may have the image back after them. */
class ScrubTest {
  private static final RequestContext CALLER = RequestContext.administrator("req-test");
  private static final Holder UPLOADER = new Holder("there:9292", "one");

  @TempDir static Path directory;
  private static TestingRegistry registry;

  private final MemoryStore memory = new MemoryStore();
  private final FaultyStore store = new FaultyStore(memory);
  private final AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext();
  private ScrubRegistry scrubs;
  private Scrub scrub;
  private Scrubber scrubber;
  private Holder holder;
  private Image image;

  @BeforeAll
  static void startRegistry() {
    registry = TestingRegistry.start(directory);
  }

  @AfterAll
  static void stopRegistry() {
    registry.close();
  }

  @BeforeEach
  void deleteAnImage() throws IOException {
    RegistryClient client = registry.client();
    scrubs = client.scrubs();
    parts.registerBean("scrubs", ScrubRegistry.class, () -> scrubs);
    parts.registerBean("transfers", TransferRegistry.class, client::transfers);
    parts.registerBean("stores", Stores.class, this::stores);
    parts.register(ToolBytes.class, ScrubberParts.class);
    parts.refresh();
    scrub = parts.getBean(Scrub.class);
    scrubber = parts.getBean(Scrubber.class);
    holder = parts.getBean(TransferKeeper.class).holder();
    image = uploaded(client);
    assertThat(scrubs.leave(new Leave(image.id(), image.status()), CALLER)).isTrue();
  }

  private Stores stores() {
    return Stores.of(
        List.of(
            new Stores.Backend(
                new CheckedStore("memory", store, new Digests()), List.of("memory"))));
  }

  private Image uploaded(RegistryClient client) throws IOException {
    Image queued = client.images().create(Images.ownedBy("somebody"), CALLER);
    Transfer upload =
        client.transfers().beginUpload(new BeginUpload(queued.id(), "memory", UPLOADER), CALLER);
    Written written = store.write(queued.id(), new ByteArrayInputStream(new byte[9]), 9);
    StoredData data =
        new StoredData(written.location().url(), Map.of(), 9, null, "c", "sha512", "v");
    return client.transfers().finishUpload(upload.id(), new FinishUpload(UPLOADER, data), CALLER);
  }

  @AfterEach
  void forgetTheImage() {
    parts.close();
    change("DELETE FROM glancej_transfers");
    change("UPDATE images SET status = 'deleted', deleted = 1");
  }

  private static void change(String sql) {
    registry.rows().sql(sql).update();
  }

  private static void expire() {
    change("UPDATE glancej_transfers SET lease_until = 1");
  }

  private List<String> transfers() {
    return registry.rows().sql("SELECT kind FROM glancej_transfers").query(String.class).list();
  }

  private String status() {
    return registry
        .rows()
        .sql("SELECT status FROM images WHERE id = ?")
        .param(image.id())
        .query(String.class)
        .single();
  }

  private void assertNotRestored(String why) {
    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> scrubber.restore(image.id()))
        .withMessageContaining(why)
        .withMessageContaining("Let the scrubber finish.");
    assertThat(status()).isEqualTo("pending_delete");
  }

  @Test
  void imageIsNotRestoredOnceItsScrubHasBegun() {
    scrubs.begin(new BeginScrub(image.id(), holder), CALLER);
    assertNotRestored("has begun");

    expire();

    assertNotRestored("has begun");
    assertThat(transfers()).containsExactly("SCRUB");
  }

  @Test
  void imageWithoutBytesIsNotRestored() {
    Transfer begun = scrubs.begin(new BeginScrub(image.id(), holder), CALLER);
    scrubs.gone(begun.id(), new Gone(holder, begun.locations().getFirst().id()), CALLER);
    change("DELETE FROM glancej_transfers");

    assertNotRestored("No bytes");
  }

  @Test
  void storeThatRefusesLeavesTheImageWaiting() {
    store.failDeletes(() -> new StoreException.Untouched("not now"));

    assertThat(scrubber.pass()).isEqualTo(new Scrubber.Outcome(0, 1));

    assertThat(transfers()).isEmpty();
    scrubber.restore(image.id());
    assertThat(registry.client().images().get(image.id(), CALLER).status())
        .isEqualTo(ImageStatus.ACTIVE);
    assertThat(memory.imageIds()).contains(image.id());
  }

  @Test
  void imageIsRestoredAsActiveOnlyIfItWasActive() {
    scrubber.restore(image.id());
    assertThat(status()).isEqualTo("active");

    change("UPDATE images SET status = 'deactivated'");
    scrubs.leave(new Leave(image.id(), ImageStatus.DEACTIVATED), CALLER);
    scrubber.restore(image.id());
    assertThat(status()).isEqualTo("deactivated");

    change("UPDATE images SET status = 'active'");
    scrubs.leave(new Leave(image.id(), ImageStatus.ACTIVE), CALLER);
    change("UPDATE images SET glancej_status_before = NULL");
    scrubber.restore(image.id());
    assertThat(status()).isEqualTo("deactivated");
  }

  @Test
  void bytesThatMayBeGoneAreGivenToNobodyAgain() {
    store.failDeletes(() -> new IOException("timeout"));
    assertThat(scrubber.pass()).isEqualTo(new Scrubber.Outcome(0, 1));
    assertNotRestored("has begun");

    expire();
    store.failDeletes(() -> new StoreException.Untouched("not now"));
    assertThat(scrubber.pass()).isEqualTo(new Scrubber.Outcome(0, 1));
    assertNotRestored("has begun");

    expire();
    store.recover();
    assertThat(scrubber.pass()).isEqualTo(new Scrubber.Outcome(1, 0));
    assertThat(status()).isEqualTo("deleted");
    assertThat(transfers()).isEmpty();
    assertThat(memory.imageIds()).isEmpty();
  }

  @Test
  void recoveryKeepsAScrubUntilItsBytesAreGone() throws IOException {
    Transfer begun = scrubs.begin(new BeginScrub(image.id(), holder), CALLER);
    store.failDeletes(() -> new StoreException.Untouched("not now"));

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> scrub.cleanUp(begun));
    assertThat(transfers()).containsExactly("SCRUB");

    store.recover();
    scrub.cleanUp(begun);
    assertThat(status()).isEqualTo("deleted");
    assertThat(transfers()).isEmpty();
  }

  @Test
  void scrubberThatLostItsLeaseTouchesNothing() {
    Transfer begun = scrubs.begin(new BeginScrub(image.id(), holder), CALLER);
    change("UPDATE glancej_transfers SET process = 'another'");

    assertThatExceptionOfType(GlanceException.Conflict.class)
        .isThrownBy(() -> scrub.complete(begun));

    assertThat(memory.imageIds()).contains(image.id());
  }
}
