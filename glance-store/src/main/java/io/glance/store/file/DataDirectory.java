package io.glance.store.file;

import java.nio.file.Path;

/**
 * A directory that holds image files.
 *
 * @param priority higher ones are filled first
 */
record DataDirectory(Path path, int priority) {

  DataDirectory {
    path = path.toAbsolutePath();
  }

  /**
   * Reads a value of {@code filesystem_store_datadirs}. Source:
   * glance_store/_drivers/filesystem.py, Store._get_datadir_path_and_priority.
   *
   * @param option {@code path} or {@code path:priority}
   * @throws IllegalArgumentException if it is neither
   */
  static DataDirectory parse(String option) {
    int colon = option.lastIndexOf(':');
    String path = (colon < 0 ? option : option.substring(0, colon)).strip();
    String priority = colon < 0 ? "" : option.substring(colon + 1).strip();
    if (path.isEmpty()) {
      throw new IllegalArgumentException(
          "filesystem_store_datadirs has '%s': no directory is named".formatted(option));
    }
    try {
      return new DataDirectory(Path.of(path), priority.isEmpty() ? 0 : Integer.parseInt(priority));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "filesystem_store_datadirs has '%s': the priority after the last colon must be a whole number"
              .formatted(option),
          e);
    }
  }
}
