package io.glance.common.registryapi;

import io.glance.common.image.Image;

/**
 * An edit: the image as its editor read it, and as it shall be.
 *
 * <p>Only what differs between the two is written. Name, visibility, protected, hidden, owner,
 * formats, minDisk, minRam, sizes and checksum, each property by itself, and the set of tags take
 * part; status, bytes and locations have calls of their own.
 */
public record ImageUpdate(Image before, Image after) {}
