/**
 * What an image may look like: the JSON schemas that clients read, the definitions that an operator
 * adds to them, and the check of what clients send, with the texts that python-jsonschema gives.
 * Rules that depend on the caller or on other images are not here.
 */
@NullMarked
package io.glance.api.schema;

import org.jspecify.annotations.NullMarked;
