/** Sharing of images with other projects. Not in here: who sees a shared image, which is the registry's. */
@NullMarked
package io.glance.api.member;

import org.jspecify.annotations.NullMarked;
