package io.glance.common.registryapi;

import org.jspecify.annotations.Nullable;

/**
 * What a namespace has to do with a resource type.
 *
 * @param name of the resource type, which is made if there is none of that name
 */
public record AssociationValues(
    String name, @Nullable String prefix, @Nullable String propertiesTarget) {}
