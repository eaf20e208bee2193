package io.glance.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.keystone.ServiceCatalog;
import io.glance.common.testing.TestingImage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImagePolicyTest {
  private final ImagePolicy policy = ImagePolicies.usual();
  private final ImagePolicy old = ImagePolicies.ofOld();

  private static RequestContext caller(String project, String... roles) {
    Set<String> held = new HashSet<>(List.of(roles));
    return new RequestContext("user", project, held, held.contains("admin"), "req-1");
  }

  private static Image image(Visibility visibility) {
    return TestingImage.queued().status(ImageStatus.ACTIVE).visibility(visibility).image();
  }

  @ParameterizedTest
  @CsvSource({
    "acme, member, DOWNLOAD_IMAGE, PRIVATE, yes",
    "acme, reader, DOWNLOAD_IMAGE, PRIVATE, forbidden",
    "acme, reader, GET_IMAGE, PRIVATE, yes",
    "acme, other, GET_IMAGE, PRIVATE, hidden",
    "acme, other, DOWNLOAD_IMAGE, PUBLIC, hidden",
    "acme, member, DELETE_IMAGE, PRIVATE, yes",
    "acme, reader, DELETE_IMAGE, PRIVATE, forbidden",
    "rival, member, DELETE_IMAGE, PRIVATE, hidden",
    "rival, member, DELETE_IMAGE, PUBLIC, forbidden",
    "rival, member, DOWNLOAD_IMAGE, SHARED, yes",
    "rival, member, MODIFY_IMAGE, COMMUNITY, forbidden",
    "acme, member, COPY_IMAGE, PRIVATE, forbidden",
    "rival, admin, COPY_IMAGE, PRIVATE, yes",
    "rival, admin, DELETE_IMAGE, PRIVATE, yes",
    "rival, service, FETCH_IMAGE_LOCATION, PRIVATE, yes",
    "acme, member, FETCH_IMAGE_LOCATION, PRIVATE, forbidden",
    "rival, member, FETCH_IMAGE_LOCATION, PRIVATE, hidden",
  })
  void answersAreThoseOfTheOriginal(
      String project, String role, PolicyRule rule, Visibility visibility, String answer) {
    RequestContext caller =
        role.equals("member") || role.equals("admin")
            ? caller(project, role, "reader", "member")
            : caller(project, role);
    Image image = image(visibility);

    switch (answer) {
      case "yes" ->
          assertThatCode(() -> policy.require(rule, image, caller)).doesNotThrowAnyException();
      case "hidden" ->
          assertThatThrownBy(() -> policy.require(rule, image, caller))
              .isInstanceOf(GlanceException.NotFound.class);
      default ->
          assertThatThrownBy(() -> policy.require(rule, image, caller))
              .isInstanceOf(GlanceException.Forbidden.class)
              .hasMessageContaining(
                  "You are not authorized to complete %s action.".formatted(rule.wireName()));
    }
    assertThat(policy.allows(rule, image, caller)).isEqualTo(answer.equals("yes"));
  }

  @Test
  void imagesAreMadeForTheOwnProject() {
    RequestContext member = caller("acme", "member", "reader");

    policy.requireMayCreate("acme", Visibility.PRIVATE, member);
    assertThatThrownBy(() -> policy.requireMayCreate("rival", Visibility.PRIVATE, member))
        .isInstanceOf(GlanceException.Forbidden.class)
        .hasMessageContaining("You are not permitted to create images owned by 'rival'");
    assertThatThrownBy(
            () -> policy.requireMayCreate("acme", Visibility.SHARED, caller("acme", "reader")))
        .hasMessageContaining("You are not authorized to complete add_image action.");
    policy.requireMayCreate("rival", Visibility.PUBLIC, caller("acme", "admin"));
  }

  @Test
  void onlyAdministratorsPublish() {
    RequestContext member = caller("acme", "member", "reader");

    assertThatThrownBy(() -> policy.requireMayCreate("acme", Visibility.PUBLIC, member))
        .hasMessageContaining("You are not authorized to complete publicize_image action.");
    assertThatThrownBy(
            () -> policy.requireVisibility(Visibility.PUBLIC, image(Visibility.PRIVATE), member))
        .isInstanceOf(GlanceException.Forbidden.class);
    policy.requireVisibility(Visibility.COMMUNITY, image(Visibility.PRIVATE), member);
  }

  @Test
  void underTheOldDefaultsOwnersChangeTheirImagesWhateverTheirRoles() {
    Image image = image(Visibility.PUBLIC);

    old.requireOwned(PolicyRule.MODIFY_IMAGE, image, caller("acme", "any"));
    old.requireOwned(PolicyRule.MODIFY_IMAGE, image, caller("rival", "admin"));
    assertThatThrownBy(
            () -> old.requireOwned(PolicyRule.MODIFY_IMAGE, image, caller("rival", "any")))
        .isInstanceOf(GlanceException.Forbidden.class)
        .hasMessageContaining("You do not own this image");
    assertThatThrownBy(
            () -> old.requireMayCreate("rival", Visibility.PRIVATE, caller("acme", "any")))
        .hasMessageContaining("You are not permitted to create images owned by 'rival'");
  }

  @ParameterizedTest
  @EnumSource(names = {"ADD_MEMBER", "DELETE_MEMBER"})
  void membersAreTheOwnersAffair(PolicyRule rule) {
    Image image = image(Visibility.SHARED);

    policy.requireForMembers(rule, image, caller("acme", "member", "reader"));
    assertThatThrownBy(
            () -> policy.requireForMembers(rule, image, caller("rival", "member", "reader")))
        .isInstanceOf(GlanceException.Forbidden.class);
  }

  @Test
  void theStatusOfAMembershipIsTheMembersAffair() {
    Image image = image(Visibility.SHARED);

    policy.requireForMembers(PolicyRule.MODIFY_MEMBER, image, caller("rival", "member", "reader"));
    assertThatThrownBy(() ->
            policy.requireForMembers(
                PolicyRule.MODIFY_MEMBER, image, caller("acme", "member", "reader")))
        .isInstanceOf(GlanceException.Forbidden.class);
  }

  @Test
  void whoeverDoesNotSayWhoHeIsOnlyReads() {
    Identity anonymous =
        new Identity(null, null, null, null, true, true, null, null, ServiceCatalog.EMPTY);
    RequestContext caller = new RequestContext(null, null, Set.of(), false, "req-1", anonymous);

    assertThatThrownBy(() -> policy.requireMayWrite(caller))
        .isInstanceOf(GlanceException.Forbidden.class)
        .hasMessageContaining("Read-only access");
    policy.requireMayWrite(caller("acme"));
  }
}
