/**
 * What connections of both services are made with: keys, certificates and their renewal, and how
 * many of them memory allows. Knows no server, no client and no HTTP.
 */
@NullMarked
package io.glance.common.connection;

import org.jspecify.annotations.NullMarked;
