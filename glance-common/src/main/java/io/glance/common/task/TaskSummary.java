package io.glance.common.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a list says of a task. Fields as in {@link Task}. */
public record TaskSummary(
    String id,
    TaskType type,
    TaskStatus status,
    @Nullable String owner,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant expiresAt) {}
