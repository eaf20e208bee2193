/**
 * What every request passes before its controller and every answer after it: the server, the way
 * from path to version, request ids, JSON, errors. No resource of the API and no rule about images.
 */
@NullMarked
package io.glance.api.frontdoor;

import org.jspecify.annotations.NullMarked;
