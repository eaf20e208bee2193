package io.glance.api.importing;

import java.io.IOException;

/** Brings images to a format of the operator's choice. */
final class FormatConversion implements ImportPlugin {
  static final String PLUGIN = "image_conversion";

  private final String target;
  private final Conversion conversion;

  /**
   * @param target as {@code disk_format} calls it
   */
  FormatConversion(String target, Conversion conversion) {
    this.target = target;
    this.conversion = conversion;
  }

  @Override
  public String name() {
    return PLUGIN;
  }

  @Override
  public boolean changesStagedBytes() {
    return false;
  }

  @Override
  public Prepared apply(Prepared prepared, Job job, Progress progress) throws IOException {
    return conversion.to(target, prepared, job, progress);
  }
}
