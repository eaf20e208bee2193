package io.glance.store.backends;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What every store of {@code enabled_backends} has besides the options of its driver, in the
 * section of its id.
 *
 * @param storeDescription what users are told about this store
 * @param weight locations in stores of higher weight come first
 */
record BackendProperties(@Nullable String storeDescription, @DefaultValue("0") int weight) {}
