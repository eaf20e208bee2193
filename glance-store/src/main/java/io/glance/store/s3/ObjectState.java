package io.glance.store.s3;

/**
 * An object as the server describes it.
 *
 * @param size bytes
 * @param etag without quotes
 */
record ObjectState(long size, String etag) {}
