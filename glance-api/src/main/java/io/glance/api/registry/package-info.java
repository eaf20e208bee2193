/**
 * The way to glance-registry: generated clients, how a call is signed, how an error comes back.
 * What the calls mean is said in io.glance.common.registryapi.
 */
@NullMarked
package io.glance.api.registry;

import org.jspecify.annotations.NullMarked;
