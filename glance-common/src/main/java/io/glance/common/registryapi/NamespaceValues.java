package io.glance.common.registryapi;

import io.glance.common.image.Visibility;
import org.jspecify.annotations.Nullable;

/**
 * What a namespace is to be.
 *
 * @param visibility {@link Visibility#PUBLIC} or {@link Visibility#PRIVATE}
 */
public record NamespaceValues(
    String name,
    @Nullable String displayName,
    @Nullable String description,
    Visibility visibility,
    boolean isProtected,
    @Nullable String owner) {}
