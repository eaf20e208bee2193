/**
 * The operator's configuration files, unchanged: oslo.config's format and search path, every option
 * that a Glance file may carry, and the property source that Spring binds records from.
 *
 * <p>What an option does is not here: each feature owns its properties record.
 */
@NullMarked
package io.glance.common.config;

import org.jspecify.annotations.NullMarked;
