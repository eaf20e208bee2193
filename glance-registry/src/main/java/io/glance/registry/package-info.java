@NullMarked
package io.glance.registry;

import org.jspecify.annotations.NullMarked;
