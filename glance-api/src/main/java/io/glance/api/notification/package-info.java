/**
 * Tells others what happened to images, their members and tasks, once it has happened: which events
 * there are, what they say, and where they go. What goes over AMQP is {@code rabbit}'s. Who may
 * cause an event is decided elsewhere.
 */
@NullMarked
package io.glance.api.notification;

import org.jspecify.annotations.NullMarked;
