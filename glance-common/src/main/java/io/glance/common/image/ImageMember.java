package io.glance.common.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A project that an image is shared with. */
public record ImageMember(
    String imageId,
    String member,
    MemberStatus status,
    Instant createdAt,
    @Nullable Instant updatedAt) {}
