/**
 * HTTP of the internal API: who may call, what an error looks like, the health check and the server
 * itself. Not in here: what a call does.
 */
@NullMarked
package io.glance.registry.web;

import org.jspecify.annotations.NullMarked;
