/** Commands for operators that come with this service. */
@NullMarked
package io.glance.api.cli;

import org.jspecify.annotations.NullMarked;
