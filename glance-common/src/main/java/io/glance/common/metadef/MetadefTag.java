package io.glance.common.metadef;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A word that may be attached to what a namespace is about. */
public record MetadefTag(String name, Instant createdAt, @Nullable Instant updatedAt) {}
