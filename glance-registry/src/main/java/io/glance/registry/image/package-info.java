/**
 * Images with their properties, tags, locations and members. Reads are explicit SQL in a fixed
 * number of statements, writes go through entities. Who may see a row is {@code VisibilityRule}'s;
 * whether somebody may change it is for glance-api to say.
 */
@NullMarked
package io.glance.registry.image;

import org.jspecify.annotations.NullMarked;
