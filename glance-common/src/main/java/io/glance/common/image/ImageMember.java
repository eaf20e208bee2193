package io.glance.common.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project that an image is shared with.
 *
 * @param canShare whether it may share the image with others, which only API v1 knows of
 */
public record ImageMember(
    String imageId,
    String member,
    MemberStatus status,
    boolean canShare,
    Instant createdAt,
    @Nullable Instant updatedAt) {}
