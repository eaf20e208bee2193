@NullMarked
package io.glance.store;

import org.jspecify.annotations.NullMarked;
