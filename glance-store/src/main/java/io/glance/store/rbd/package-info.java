/**
 * Image bytes in a Ceph pool, one RADOS block device each, with a protected snapshot that others
 * clone. Talks to librados and librbd in this process; nothing of either leaves the package.
 */
@NullMarked
package io.glance.store.rbd;

import org.jspecify.annotations.NullMarked;
