package io.glance.api.inspection;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for one format in data that pass by. Never fails, whatever the data are.
 *
 * <p>Source: oslo_utils/imageutils/format_inspector.py, FileInspector.
 */
sealed interface FormatInspector permits Gpt, Iso, Luks, Qcow2, Qed, Vdi, Vhd, Vhdx, Vmdk {

  /** As {@code disk_format} calls it. */
  String format();

  /** What the format is told by. */
  Region header();

  /**
   * Takes the next bytes. Their array belongs to the caller and changes afterwards.
   *
   * @param position of the first of them in the data
   */
  default void take(byte[] source, int from, int count, long position) {
    header().take(source, from, count, position);
  }

  /** Whether no further byte changes anything. */
  default boolean isSated() {
    return header().isComplete();
  }

  /** Whether of the bytes to come only the last {@link Tail#LONGEST} change anything. */
  default boolean awaitsOnlyTheEnd() {
    return isSated();
  }

  /** The data are over. */
  default void end() {}

  boolean matches();

  /** Whether everything came that a judgement needs. */
  default boolean isComplete() {
    return header().isComplete();
  }

  /**
   * Whether the data end within the header and were no match therefore, while programs that fill up
   * with zeros would open them.
   */
  default boolean isCutOff() {
    return false;
  }

  /** Whether data that match cannot be good any more, whatever follows. Quick to tell. */
  default boolean isMalformed() {
    return false;
  }

  /** Why data that match can be of no use, absent if nothing speaks against them. */
  default @Nullable String error() {
    return null;
  }

  /**
   * Bytes of the disk that the data describe, 0 if they do not say, negative if no disk can be so
   * large.
   *
   * @param size bytes of all data
   */
  default long virtualSize(long size) {
    return 0;
  }

  /** Names of the checks that fail, of data that match or are cut off. */
  default Set<String> failedChecks() {
    return Set.of();
  }
}
