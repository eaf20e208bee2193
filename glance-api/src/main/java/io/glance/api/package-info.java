@NullMarked
package io.glance.api;

import org.jspecify.annotations.NullMarked;
