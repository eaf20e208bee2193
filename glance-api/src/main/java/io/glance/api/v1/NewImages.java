package io.glance.api.v1;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Visibility;
import io.glance.common.registryapi.DeclaredData;
import io.glance.common.registryapi.NewImage;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Images to be registered, as requests describe them.
 *
 * <p>Source: glance/api/v1/images.py, Controller.create and _reserve; glance/registry/api/v1/
 * images.py, create.
 */
final class NewImages {
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}");

  private NewImages() {}

  /**
   * Its owner is the caller's project unless an administrator names another one.
   *
   * @throws GlanceException.Invalid if its id is none
   */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  static NewImage of(ImageMeta meta, DataSource source, RequestContext caller) {
    return new NewImage(
        id(meta),
        meta.text("name"),
        meta.flag("is_public").orElse(false) ? Visibility.PUBLIC : Visibility.SHARED,
        meta.flag("protected").orElse(false),
        false,
        caller.admin() && meta.has("owner") ? meta.text("owner") : caller.projectId(),
        meta.text("disk_format"),
        meta.text("container_format"),
        meta.number("min_disk").orElse(0L).intValue(),
        meta.number("min_ram").orElse(0L).intValue(),
        meta.properties(),
        List.of(),
        data(meta, source));
  }

  private static String id(ImageMeta meta) {
    @Nullable String id = meta.text("id");
    if (id == null) {
      return UUID.randomUUID().toString();
    }
    if (!UUID_TEXT.matcher(id).matches()) {
      throw new GlanceException.Invalid("Invalid image id format");
    }
    return id;
  }

  /** A size of 0 says that there is nothing, unless something is there. */
  private static DeclaredData data(ImageMeta meta, DataSource source) {
    @Nullable Long size = meta.number("size").orElse(null);
    boolean isContradicted = size != null && size == 0 && (source.hasBody() || source.isExternal());
    return new DeclaredData(
        isContradicted ? null : size,
        meta.number("virtual_size").orElse(null),
        meta.text("checksum"));
  }
}
