package io.glance.common.metadef;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says that a namespace is about a resource type.
 *
 * @param name of the resource type
 * @param prefix of the names of properties where they are applied to that type
 * @param propertiesTarget which of several sets of properties of a resource is meant
 */
public record ResourceTypeAssociation(
    String name,
    @Nullable String prefix,
    @Nullable String propertiesTarget,
    Instant createdAt,
    @Nullable Instant updatedAt) {}
