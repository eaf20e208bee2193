/**
 * Namespaces of metadata definitions and what is in them. All of it is explicit SQL, in a number of
 * statements that depends neither on the tables nor on how much is asked for. Who may see a
 * namespace, and that protected ones keep what they have, is decided here; who may change one is
 * for glance-api to say.
 */
@NullMarked
package io.glance.registry.metadef;

import org.jspecify.annotations.NullMarked;
