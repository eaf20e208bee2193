package io.glance.api.imagedata;

import io.glance.api.inspection.ContentRule;
import io.glance.api.inspection.FormatInspection;
import io.glance.api.inspection.Verdict;
import io.glance.common.image.Image;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Data on their way to a store, looked at as they pass: whether they are what their image declares.
 * Those in a container are not looked at.
 *
 * <p>For one thread. Does not close the data's stream.
 */
public final class InspectedBody extends InputStream {
  private final InputStream body;
  private final String declared;
  private final long declaredSize;
  private final ContentRule rule;
  private final @Nullable FormatInspection inspection;
  private long count;
  private @Nullable Verdict verdict;

  /**
   * @param declaredSize bytes of the data, or -1 if unknown; of data that are not whole, the store
   *     says so
   */
  InspectedBody(InputStream body, Image image, long declaredSize, ContentRule rule) {
    this.body = body;
    this.declared = Objects.requireNonNullElse(image.diskFormat(), "");
    this.declaredSize = declaredSize;
    this.rule = rule;
    this.inspection = "bare".equals(image.containerFormat()) ? new FormatInspection() : null;
  }

  /**
   * {@inheritDoc}
   *
   * @throws Refused as soon as it is sure that the image may not have these data, at their end at
   *     the latest: whoever reads them does not come to believe that they are whole
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int got = body.read(target, offset, length);
    if (inspection != null && got > 0) {
      count += got;
      inspection.take(target, offset, got);
      if (rule.isHopeless(declared, inspection)) {
        judge(inspection);
      }
    }
    if (inspection != null && got < 0 && (declaredSize < 0 || declaredSize == count)) {
      judge(inspection);
    }
    return got;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  private void judge(FormatInspection complete) throws Refused {
    if (verdict != null) {
      return;
    }
    verdict = rule.judge(declared, complete.end());
    if (verdict.refusal() != null) {
      throw new Refused(verdict.refusal());
    }
  }

  /** Bytes of the disk that the data describe, once they were read; absent if that is unknown. */
  @Nullable Long virtualSize() {
    return verdict == null ? null : verdict.virtualSize();
  }

  /** Its message is for the caller. */
  public static final class Refused extends IOException {
    Refused(String why) {
      super(why);
    }
  }
}
