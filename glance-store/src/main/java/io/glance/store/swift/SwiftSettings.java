package io.glance.store.swift;

import org.jspecify.annotations.Nullable;

/**
 * How a store keeps images, whichever account they are in.
 *
 * @param createContainers whether a container that is missing is made
 * @param retries how often a download that broke off is resumed
 * @param spool where segments wait until Swift has them; null: they are sent as they come
 */
record SwiftSettings(
    SwiftLayout layout, boolean createContainers, int retries, @Nullable SpoolDirectory spool) {}
