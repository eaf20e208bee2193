/**
 * Sharing of images with other projects. Not in here: who sees a shared image, which is for the
 * registry to say.
 */
@NullMarked
package io.glance.api.member;

import org.jspecify.annotations.NullMarked;
