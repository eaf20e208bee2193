package io.glance.registry.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.MemberRegistry;
import io.glance.common.registryapi.SharingRegistry;
import io.glance.common.registryapi.SharingRegistry.Changes;
import io.glance.common.registryapi.SharingRegistry.Grant;
import io.glance.common.registryapi.SharingRegistry.Sharing;
import io.glance.registry.testing.Callers;
import io.glance.registry.testing.Images;
import io.glance.registry.testing.TestedDatabase;
import io.glance.registry.testing.TestingRegistry;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestedDatabase.class)
class SharingIT {
  private static final int ANY = -1;

  private final SharingRegistry sharing;
  private final MemberRegistry members;
  private final TestingRegistry registry;
  private final String project = UUID.randomUUID().toString();
  private final RequestContext owner = Callers.of("owner-" + project);
  private final Image image;

  SharingIT(TestedDatabase database) {
    registry = database.registry();
    sharing = registry.client().sharing();
    members = registry.client().members();
    image = registry.client().images().create(Images.ownedBy("owner-" + project), Callers.admin());
  }

  private Changes grant(String member, @Nullable Boolean canShare, RequestContext caller) {
    Sharing one = new Sharing(List.of(new Grant(member, canShare)), false, ANY);
    return sharing.share(image.id(), one, caller);
  }

  private Changes replace(RequestContext caller, Grant... grants) {
    return sharing.share(image.id(), new Sharing(List.of(grants), true, ANY), caller);
  }

  private List<String> all() {
    return members.list(image.id(), owner).stream()
        .map(one -> one.member() + " " + one.status().wireName() + " " + one.canShare())
        .toList();
  }

  private int rows() {
    return registry
        .rows()
        .sql("SELECT COUNT(*) FROM image_members WHERE image_id = ?")
        .param(image.id())
        .query(Integer.class)
        .single();
  }

  @Test
  void anOfferIsPendingAndNotToBePassedOn() {
    Changes changes = grant("m1", null, owner);

    assertThat(changes.added()).extracting(ImageMember::member).containsExactly("m1");
    assertThat(changes.changed()).isEmpty();
    assertThat(all()).containsExactly("m1 pending false");
  }

  @Test
  void whetherAMemberMaySharesChangesAndNothingElse() {
    grant("m1", true, owner);
    members.setStatus(image.id(), "m1", MemberStatus.ACCEPTED, Callers.of("m1"));

    Changes untold = grant("m1", null, owner);
    assertThat(all()).containsExactly("m1 accepted true");
    Changes told = grant("m1", false, owner);

    assertThat(untold).isEqualTo(new Changes(List.of(), List.of(), List.of()));
    assertThat(told.changed()).extracting(ImageMember::canShare).containsExactly(false);
    assertThat(all()).containsExactly("m1 accepted false");
  }

  @Test
  void aListReplacesAllAndWhoStaysKeepsItsStatus() {
    grant("stays", true, owner);
    grant("goes", null, owner);
    members.setStatus(image.id(), "stays", MemberStatus.ACCEPTED, Callers.of("stays"));

    Changes changes = replace(owner, new Grant("stays", null), new Grant("comes", true));

    assertThat(changes.added()).extracting(ImageMember::member).containsExactly("comes");
    assertThat(changes.removed()).extracting(ImageMember::member).containsExactly("goes");
    assertThat(all()).containsExactlyInAnyOrder("stays accepted true", "comes pending true");
  }

  @Test
  void anEmptyListRemovesAll() {
    grant("m1", null, owner);

    assertThat(replace(owner).removed()).hasSize(1);
    assertThat(all()).isEmpty();
  }

  @Test
  void oneWhoWasRemovedIsOfferedAnewInItsOldRow() {
    grant("m1", true, owner);
    members.setStatus(image.id(), "m1", MemberStatus.ACCEPTED, Callers.of("m1"));
    assertThat(sharing.withdraw(image.id(), "m1", owner).status()).isEqualTo(MemberStatus.ACCEPTED);

    grant("m1", null, owner);

    assertThat(all()).containsExactly("m1 pending false");
    assertThat(rows()).isOne();
    replace(owner);
    replace(owner, new Grant("m1", null), new Grant("m1", true));
    assertThat(all()).containsExactly("m1 pending true");
    assertThat(rows()).isOne();
  }

  @Test
  void aMemberWhoMayShareAddsOthersAndRemovesOnlyItself() {
    grant("chief", true, owner);
    grant("other", null, owner);
    RequestContext chief = Callers.of("chief");

    grant("friend", true, chief);
    grant("other", true, chief);
    assertThat(all())
        .containsExactlyInAnyOrder(
            "chief pending true", "other pending false", "friend pending true");
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> sharing.withdraw(image.id(), "other", chief))
        .withMessage("Membership could not be found.");
    replace(chief, new Grant("new", null));

    assertThat(all())
        .containsExactlyInAnyOrder(
            "other pending false", "friend pending true", "new pending false");
  }

  @Test
  void whoMayNotShareChangesNothing() {
    grant("m1", false, owner);
    RequestContext member = Callers.of("m1");

    for (Runnable call :
        List.<Runnable>of(
            () -> grant("m2", null, member),
            () -> grant("m1", true, member),
            () -> replace(member),
            () -> sharing.withdraw(image.id(), "m1", member))) {
      assertThatExceptionOfType(GlanceException.Forbidden.class)
          .isThrownBy(call::run)
          .withMessage("No permission to share that image");
    }
    assertThatExceptionOfType(GlanceException.NotFound.class)
        .isThrownBy(() -> grant("m2", null, Callers.of("stranger")))
        .withMessage("No image found with ID " + image.id());
    assertThat(all()).containsExactly("m1 pending false");
  }

  @Test
  void whatGoesBeyondTheLimitChangesNothing() {
    grant("m1", null, owner);
    grant("m2", null, owner);
    Sharing three =
        new Sharing(
            List.of(new Grant("a", null), new Grant("b", null), new Grant("c", null)), true, 2);

    assertThatExceptionOfType(GlanceException.LimitExceeded.class)
        .isThrownBy(() -> sharing.share(image.id(), three, owner))
        .withMessage(
            "The limit has been exceeded on the number of allowed image members for this image."
                + " Attempted: 3, Maximum: 2");
    assertThat(all()).containsExactly("m1 pending false", "m2 pending false");
    sharing.share(image.id(), new Sharing(List.of(new Grant("m1", true)), false, 2), owner);
    assertThat(all()).containsExactly("m1 pending true", "m2 pending false");
  }

  @Test
  void whatGoesBeyondTheLimitIsNotWrittenFirst() {
    List<Grant> many = IntStream.range(0, 50).mapToObj(i -> new Grant("m" + i, null)).toList();
    registry.statements();

    assertThatExceptionOfType(GlanceException.LimitExceeded.class)
        .isThrownBy(() -> sharing.share(image.id(), new Sharing(many, true, 2), owner));

    assertThat(registry.statements())
        .noneMatch(one -> one.toLowerCase(Locale.ROOT).startsWith("insert"));
  }

  /** Who replaces the members again and again makes neither the table nor each call longer. */
  @Test
  void newMembersTakeTheRowsOfThoseWhoWereRemoved() {
    IntStream.range(0, 10)
        .forEach(i -> replace(owner, new Grant("a" + i, true), new Grant("b" + i, null)));
    assertThat(all()).containsExactlyInAnyOrder("a9 pending true", "b9 pending false");
    assertThat(rows()).isEqualTo(2);

    replace(owner);
    grant("c", null, owner);
    sharing.withdraw(image.id(), "c", owner);
    members.add(image.id(), "d", ANY, owner);

    assertThat(all()).containsExactly("d pending false");
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void nobodyTakesTheRowOfAMember() {
    grant("stays", true, owner);
    members.setStatus(image.id(), "stays", MemberStatus.ACCEPTED, Callers.of("stays"));
    grant("goes", null, owner);
    sharing.withdraw(image.id(), "goes", owner);

    replace(owner, new Grant("stays", null), new Grant("x", null), new Grant("goes", null));

    assertThat(all())
        .containsExactlyInAnyOrder("stays accepted true", "x pending false", "goes pending false");
    assertThat(rows()).isEqualTo(3);
  }

  @Test
  void thoseWhoWereRemovedAreNotRead() {
    IntStream.range(0, 5).forEach(i -> replace(owner, new Grant("m" + i, null)));
    registry.statements();

    replace(owner, new Grant("m0", true));
    sharing.withdraw(image.id(), "m0", owner);

    assertThat(registry.statements())
        .map(one -> one.toLowerCase(Locale.ROOT))
        .filteredOn(one -> one.startsWith("select") && one.contains("from image_members"))
        .isNotEmpty()
        .allMatch(one -> one.matches("(?s).*where.*(deleted=|deleted =|member=|member in).*"));
    assertThat(rows()).isOne();
  }

  @Test
  void ofManyAtOnceOnlyAsManyAreAddedAsThereIsRoomFor() throws Exception {
    List<Callable<Changes>> additions =
        IntStream.range(0, 8)
            .<Callable<Changes>>mapToObj(i ->
                () ->
                    sharing.share(
                        image.id(),
                        new Sharing(List.of(new Grant("m" + i, null)), false, 3),
                        owner))
            .toList();
    int refused = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Changes> addition : threads.invokeAll(additions)) {
        try {
          addition.get();
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(GlanceException.LimitExceeded.class);
          refused++;
        }
      }
    }

    assertThat(refused).isEqualTo(5);
    assertThat(all()).hasSize(3);
  }

  @Test
  void whatAProjectIsAMemberOfIsForItselfAdministratorsAndOwners() {
    String member = "member-" + project;
    grant(member, true, owner);
    Image foreign =
        registry.client().images().create(Images.ownedBy("x-" + project), Callers.admin());
    members.add(foreign.id(), member, ANY, Callers.admin());
    Image gone = registry.client().images().create(Images.ownedBy("x-" + project), Callers.admin());
    members.add(gone.id(), member, ANY, Callers.admin());
    members.remove(gone.id(), member, Callers.admin());

    assertThat(imagesOf(member, Callers.of(member))).containsExactly(image.id(), foreign.id());
    assertThat(imagesOf(member, Callers.admin())).containsExactly(image.id(), foreign.id());
    assertThat(imagesOf(member, owner)).containsExactly(image.id());
    assertThat(imagesOf(member, Callers.of("stranger"))).isEmpty();
    assertThat(sharing.ofProject(member, 100, owner))
        .extracting(ImageMember::canShare)
        .containsExactly(true);
  }

  @Test
  void ofMoreMembershipsThanAreWantedTheOldestAreShown() {
    String member = "busy-" + project;
    grant(member, null, owner);
    Image later = registry.client().images().create(Images.ownedBy("x"), Callers.admin());
    members.add(later.id(), member, ANY, Callers.admin());

    assertThat(sharing.ofProject(member, 1, Callers.of(member)))
        .extracting(ImageMember::imageId)
        .containsExactly(image.id());
  }

  private List<String> imagesOf(String member, RequestContext caller) {
    return sharing.ofProject(member, 100, caller).stream().map(ImageMember::imageId).toList();
  }
}
