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
final class InspectedBody extends InputStream {
  private final InputStream body;
  private final String declared;
  private final ContentRule rule;
  private final @Nullable FormatInspection inspection;

  InspectedBody(InputStream body, Image image, ContentRule rule) {
    this.body = body;
    this.declared = Objects.requireNonNullElse(image.diskFormat(), "");
    this.rule = rule;
    this.inspection = "bare".equals(image.containerFormat()) ? new FormatInspection() : null;
  }

  /**
   * {@inheritDoc}
   *
   * @throws Refused as soon as it is sure that the data are malformed
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int got = body.read(target, offset, length);
    if (got > 0 && inspection != null) {
      inspection.take(target, offset, got);
      if (rule.isHopeless(declared, inspection)) {
        virtualSize();
      }
    }
    return got;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /**
   * Judges the data, which are over.
   *
   * @return bytes of the disk that they describe, absent if that is unknown
   * @throws Refused if the image may not have these data
   */
  @Nullable Long virtualSize() throws Refused {
    if (inspection == null) {
      return null;
    }
    Verdict verdict = rule.judge(declared, inspection.end());
    if (verdict.refusal() != null) {
      throw new Refused(verdict.refusal());
    }
    return verdict.virtualSize();
  }

  /** Its message is for the caller. */
  static final class Refused extends IOException {
    Refused(String why) {
      super(why);
    }
  }
}
