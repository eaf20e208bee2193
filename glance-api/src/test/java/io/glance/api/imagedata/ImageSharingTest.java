package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.common.image.Visibility;
import io.glance.store.Readers;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ImageSharingTest {
  private final TenantedStore store = new TenantedStore();
  private final Members members =
      new Members(new ImageMember("id", "alt", MemberStatus.PENDING, false, Instant.EPOCH, null));
  private final ImageSharing sharing = new ImageSharing(stores(), members);

  private Stores stores() {
    return Stores.of(
        List.of(
            new Stores.Backend(
                new CheckedStore("tenanted", store, new Digests()), List.of("tenanted")),
            new Stores.Backend(
                new CheckedStore("memory", new MemoryStore(), new Digests()), List.of("memory"))));
  }

  @Test
  void membersReadAnImageThatIsNotPublic() {
    sharing.share(image(Visibility.SHARED, "tenanted://id"), Node.CALLER);

    assertThat(store.shared()).containsExactly(new Readers(false, Set.of("alt")));
    assertThat(members.askers).allMatch(asker -> asker.admin());
  }

  @Test
  void everybodyReadsAPublicOneAndNobodyIsAskedForMembers() {
    sharing.share(image(Visibility.PUBLIC, "tenanted://id"), Node.CALLER);
    sharing.share(image(Visibility.COMMUNITY, "tenanted://id"), Node.CALLER);

    assertThat(store.shared())
        .containsExactly(new Readers(true, Set.of()), new Readers(true, Set.of()));
    assertThat(members.askers).isEmpty();
  }

  @Test
  void whereOnlyThisServiceReadsNobodyIsAsked() {
    sharing.share(image(Visibility.SHARED, "memory://id", "gone://id"), Node.CALLER);

    assertThat(store.shared()).isEmpty();
    assertThat(members.askers).isEmpty();
  }

  @Test
  void aStoreThatFailsIsAFaultUnlessTheWorkMustGoOn() {
    store.fail();
    Image image = image(Visibility.PUBLIC, "tenanted://id");

    assertThatThrownBy(() -> sharing.share(image, Node.CALLER))
        .isInstanceOf(GlanceException.Failed.class);
    assertThatCode(() -> sharing.shareIfPossible(image, Node.CALLER)).doesNotThrowAnyException();
  }

  private static Image image(Visibility visibility, String... urls) {
    return Images.visible(Images.at(Images.queued(), 10, urls), visibility);
  }
}
