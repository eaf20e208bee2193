package io.glance.common.registryapi;

import org.jspecify.annotations.Nullable;

/**
 * An error as it crosses from the registry.
 *
 * @param code stable name of a {@link io.glance.common.error.GlanceException}
 */
public record RegistryError(String code, @Nullable String explanation, @Nullable String detail) {}
