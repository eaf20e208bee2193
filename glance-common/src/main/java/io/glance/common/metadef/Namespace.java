package io.glance.common.metadef;

import io.glance.common.image.Visibility;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named set of definitions.
 *
 * @param visibility {@link Visibility#PUBLIC} or {@link Visibility#PRIVATE}
 * @param isProtected whether neither it nor what is in it can be deleted
 * @param owner project; absent: nobody's
 * @param updatedAt absent for one that was loaded from a file and never changed
 */
public record Namespace(
    String name,
    @Nullable String displayName,
    @Nullable String description,
    Visibility visibility,
    boolean isProtected,
    @Nullable String owner,
    Instant createdAt,
    @Nullable Instant updatedAt) {}
