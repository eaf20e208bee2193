package io.glance.api.v2;

import io.glance.api.imagedata.ImagePlaces;
import io.glance.api.location.LocationProperties;
import io.glance.api.policy.ImagePolicy;
import io.glance.api.policy.PolicyRule;
import io.glance.api.protection.PropertyAccess;
import io.glance.api.protection.PropertyProtections;
import io.glance.api.schema.ImageSchema;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows images as this site does, to callers as they may see them. */
@Component
final class ImageViews {
  private final ImageSchema schema;
  private final ImagePlaces places;
  private final LocationProperties locations;
  private final PropertyProtections protections;
  private final ImagePolicy policy;

  ImageViews(
      ImageSchema schema,
      ImagePlaces places,
      LocationProperties locations,
      PropertyProtections protections,
      ImagePolicy policy) {
    this.schema = schema;
    this.places = places;
    this.locations = locations;
    this.protections = protections;
    this.policy = policy;
  }

  ImageView of(Image image, RequestContext caller) {
    return of(image, protections.of(caller), caller);
  }

  private ImageView of(Image image, PropertyAccess access, RequestContext caller) {
    return new ImageView(image, places.storesOf(image), shown(image, caller), schema, access);
  }

  /**
   * Where it lies, as far as the operator wants users to know. Source: glance/api/v2/images.py of
   * the releases that asked for the rule here; newer ones do not.
   */
  private ImageView.Shown shown(Image image, RequestContext caller) {
    boolean asked = locations.showMultipleLocations() || locations.showImageDirectUrl();
    if (!asked || !policy.allows(PolicyRule.GET_IMAGE_LOCATION, image, caller)) {
      return new ImageView.Shown(null, null);
    }
    @Nullable List<ImageLocation> all =
        locations.showMultipleLocations() ? places.withStores(image) : null;
    @Nullable String direct =
        locations.showImageDirectUrl() && !image.locations().isEmpty()
            ? places.inOrder(image).getFirst().urlWithoutAccount()
            : null;
    return new ImageView.Shown(all, direct);
  }

  List<ImageView> of(List<Image> images, RequestContext caller) {
    PropertyAccess access = protections.of(caller);
    return images.stream().map(image -> of(image, access, caller)).toList();
  }
}
