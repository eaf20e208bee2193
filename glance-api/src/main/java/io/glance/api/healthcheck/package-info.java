/** Whether a balancer should send requests here. Nothing that needs a caller or an image. */
@NullMarked
package io.glance.api.healthcheck;

import org.jspecify.annotations.NullMarked;
