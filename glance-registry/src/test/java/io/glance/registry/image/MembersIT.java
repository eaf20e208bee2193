package io.glance.registry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.MemberRegistry;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class MembersIT {
  private final MemberRegistry members;
  private final TestingRegistry registry;
  private final String owner = "owner-" + UUID.randomUUID();
  private final Image image;

  MembersIT(TestedDatabase database) {
    registry = database.registry();
    members = registry.client().members();
    image = registry.client().images().create(Images.ownedBy(owner), Callers.admin());
  }

  @Test
  void anOfferIsPendingUntilTheMemberDecides() {
    ImageMember offered = members.add(image.id(), "m1", -1, Callers.of(owner));

    ImageMember decided =
        members.setStatus(image.id(), "m1", MemberStatus.REJECTED, Callers.of("m1"));

    assertThat(offered.status()).isEqualTo(MemberStatus.PENDING);
    assertThat(decided.status()).isEqualTo(MemberStatus.REJECTED);
    assertThat(members.list(image.id(), Callers.of(owner))).containsExactly(decided);
  }

  @Test
  void theOwnerSeesAllMembersAndAMemberOnlyItself() {
    members.add(image.id(), "m1", -1, Callers.of(owner));
    members.add(image.id(), "m2", -1, Callers.of(owner));

    assertThat(members.list(image.id(), Callers.of(owner))).hasSize(2);
    assertThat(members.list(image.id(), Callers.admin())).hasSize(2);
    assertThat(members.list(image.id(), Callers.of("m2")))
        .extracting(ImageMember::member)
        .containsExactly("m2");
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> members.list(image.id(), Callers.of("m3")))
        .withMessage("No image found with ID " + image.id());
  }

  @Test
  void ofManyAtOnceOnlyAsManyAreAddedAsThereIsRoomFor() throws Exception {
    List<Callable<ImageMember>> additions =
        IntStream.range(0, 8)
            .<Callable<ImageMember>>mapToObj(
                i -> () -> members.add(image.id(), "m" + i, 3, Callers.of(owner)))
            .toList();
    int refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<ImageMember> addition : threads.invokeAll(additions)) {
        try {
          addition.get();
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(GlanceException.LimitExceeded.class);
          refused++;
        }
      }
    }

    assertThat(refused).isEqualTo(5);
    assertThat(members.list(image.id(), Callers.admin())).hasSize(3);
  }

  @Test
  void aMemberTwiceIsADuplicate() {
    members.add(image.id(), "m1", -1, Callers.of(owner));

    assertThatExceptionOfType(GlanceException.Duplicate.class)
        .isThrownBy(() -> members.add(image.id(), "m1", -1, Callers.of(owner)))
        .withMessage("Member m1 is duplicated for image " + image.id());
  }

  @Test
  void aRemovedMemberIsRevivedAsPending() {
    members.add(image.id(), "m1", -1, Callers.of(owner));
    members.setStatus(image.id(), "m1", MemberStatus.ACCEPTED, Callers.of("m1"));
    members.remove(image.id(), "m1", Callers.of(owner));

    ImageMember again = members.add(image.id(), "m1", -1, Callers.of(owner));

    assertThat(again.status()).isEqualTo(MemberStatus.PENDING);
    assertThat(members.list(image.id(), Callers.of(owner))).containsExactly(again);
    assertThat(
            registry
                .rows()
                .sql("SELECT COUNT(*) FROM image_members WHERE image_id = ?")
                .param(image.id())
                .query(Integer.class)
                .single())
        .isOne();
  }

  @Test
  void whoIsNoMemberCanNeitherDecideNorBeRemoved() {
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> members.remove(image.id(), "m1", Callers.of(owner)))
        .withMessage("m1 not found in the member list of the image %s.", image.id());
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(
            () -> members.setStatus(image.id(), "m1", MemberStatus.ACCEPTED, Callers.admin()));
  }
}
