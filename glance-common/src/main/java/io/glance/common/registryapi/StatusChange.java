package io.glance.common.registryapi;

import io.glance.common.image.ImageStatus;

/** A move that happens only if the image still stands in {@code from}. */
public record StatusChange(ImageStatus from, ImageStatus to) {}
