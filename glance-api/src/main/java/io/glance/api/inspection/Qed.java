package io.glance.api.inspection;

import java.util.Set;

/**
 * QEMU's enhanced disk, which nobody supports and which is always refused.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, QEDInspector.
 */
final class Qed implements FormatInspector {
  private final Region header = new Region(0, 512);

  @Override
  public String format() {
    return "qed";
  }

  @Override
  public Region header() {
    return header;
  }

  @Override
  public boolean matches() {
    return header.isComplete() && hasMagic();
  }

  @Override
  public boolean isCutOff() {
    return !header.isComplete() && hasMagic();
  }

  @Override
  public Set<String> failedChecks() {
    return Set.of("banned");
  }

  private boolean hasMagic() {
    return header.startsWith("QED\0");
  }
}
