package io.glance.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageStatus;
import io.glance.common.image.Visibility;
import io.glance.common.testing.TestingImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageTargetTest {

  @Test
  void projectIsTheOwner() {
    Attributes target = ImageTarget.of(image(Visibility.PRIVATE), caller("p1"));

    assertThat(target.get("project_id")).isEqualTo("p1");
    assertThat(target.get("owner")).isEqualTo("p1");
    assertThat(target.get("image_id")).isEqualTo("i");
    assertThat(target.get("visibility")).isEqualTo("private");
  }

  @Test
  void memberIsWhoeverSeesASharedImageOfOthers() {
    assertThat(ImageTarget.of(image(Visibility.SHARED), caller("p2")).get("member_id"))
        .isEqualTo("p2");
    assertThat(ImageTarget.of(image(Visibility.SHARED), caller("p1")).get("member_id")).isNull();
    assertThat(ImageTarget.of(image(Visibility.PUBLIC), caller("p2")).get("member_id")).isNull();
    assertThat(ImageTarget.ofMember(image(Visibility.SHARED), "p3").get("member_id"))
        .isEqualTo("p3");
  }

  @Test
  void propertiesAreThereUnlessTheImageHasSuchAnAttribute() {
    Attributes target = ImageTarget.of(image(Visibility.PRIVATE), caller("p1"));

    assertThat(target.get("hw")).isEqualTo("x");
    assertThat(target.get("nothing")).isNull();
    assertThat(target.get("status")).isEqualTo("active");
    assertThat(target.get("other")).isEqualTo(Attributes.Absent.ABSENT);
    assertThat(target.get("locations")).isEqualTo(Attributes.Absent.ABSENT);
    assertThat(target.all())
        .containsEntry("hw", "x")
        .containsEntry("status", "active")
        .containsEntry("project_id", "p1")
        .doesNotContainKey("locations");
  }

  @Test
  void newImagesAreTheirOwners() {
    Attributes target = ImageTarget.ofNew("p1", Visibility.SHARED);

    assertThat(target.all())
        .containsExactly(
            Map.entry("project_id", "p1"),
            Map.entry("owner", "p1"),
            Map.entry("visibility", "shared"));
  }

  private static Image image(Visibility visibility) {
    Map<String, @Nullable String> properties = new LinkedHashMap<>();
    properties.put("hw", "x");
    properties.put("nothing", null);
    properties.put("status", "shadowed");
    return TestingImage.queued()
        .id("i")
        .name(null)
        .status(ImageStatus.ACTIVE)
        .visibility(visibility)
        .owner("p1")
        .size(5L)
        .properties(properties)
        .image();
  }

  private static RequestContext caller(String project) {
    return new RequestContext("u", project, Set.of("member"), false, "req-1");
  }
}
