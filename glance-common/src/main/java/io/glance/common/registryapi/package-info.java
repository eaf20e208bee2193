/**
 * The internal API between glance-api and glance-registry: interfaces, the records they exchange,
 * how a call is authenticated and how an error crosses. The registry's controllers implement these
 * interfaces; the api's clients are generated from them.
 */
@NullMarked
package io.glance.common.registryapi;

import org.jspecify.annotations.NullMarked;
