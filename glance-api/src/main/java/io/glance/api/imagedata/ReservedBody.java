package io.glance.api.imagedata;

import io.glance.api.quota.LimitedResource;
import io.glance.api.quota.ProjectLimits;
import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Data on their way to a store, for each byte of which there is room in the quota before the store
 * sees it. For one thread. Does not close the data's stream.
 */
public final class ReservedBody extends InputStream {
  private final InputStream data;
  private final Room room;
  private long reserved;
  private long count;

  /** Who has the room. */
  interface Room {
    /**
     * Returns how many bytes there is room for from the first one on, at least {@code needed}.
     *
     * @throws Exceeded if there is not so much
     */
    long atLeast(long needed) throws IOException;
  }

  /**
   * @param reserved bytes that there is room for already
   */
  ReservedBody(InputStream data, long reserved, Room room) {
    this.data = data;
    this.reserved = reserved;
    this.room = room;
  }

  /** The same data, of which no more pass than a project's limit leaves room for. */
  public static InputStream within(
      InputStream data, ProjectLimits limits, LimitedResource resource) {
    return limits.of(resource) == null
        ? data
        : new ReservedBody(data, 0, needed -> room(limits, resource, needed));
  }

  private static long room(ProjectLimits limits, LimitedResource resource, long needed)
      throws Exceeded {
    try {
      return limits.roomFor(resource, needed);
    } catch (GlanceException.LimitExceeded e) {
      throw new Exceeded(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws Exceeded as soon as there is a byte too many
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int got = data.read(target, offset, length);
    if (got > 0) {
      count += got;
    }
    if (count > reserved) {
      reserved = room.atLeast(count);
    }
    return got;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** The quota has no room. Its message is for the caller. */
  public static final class Exceeded extends IOException {
    private static final long serialVersionUID = 1;

    Exceeded(GlanceException.LimitExceeded refusal) {
      super(refusal.getMessage(), refusal);
    }
  }
}
