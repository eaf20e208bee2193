/**
 * Requests to addresses that users name: what may be asked, and a client that asks nothing else. It
 * knows URLs, names and addresses, and nothing of images, stores or who is asking.
 */
@NullMarked
package io.glance.common.outbound;

import org.jspecify.annotations.NullMarked;
