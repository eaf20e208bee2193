package io.glance.common.metadef;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A kind of things that have properties, such as {@code OS::Glance::Image}. */
public record ResourceType(String name, Instant createdAt, @Nullable Instant updatedAt) {}
