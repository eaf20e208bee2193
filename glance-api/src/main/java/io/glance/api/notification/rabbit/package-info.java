/**
 * Brings notifications to RabbitMQ: the transport URL, a bounded queue, and one thread that
 * delivers what lies in it. Knows nothing of what the messages say.
 */
@NullMarked
package io.glance.api.notification.rabbit;

import org.jspecify.annotations.NullMarked;
