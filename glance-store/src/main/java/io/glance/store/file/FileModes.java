package io.glance.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may read the image files. Source: glance_store/_drivers/filesystem.py,
 * Store._set_exec_permission.
 *
 * @param mode permission bits of a file, or 0 to leave them to the umask
 */
record FileModes(int mode) {
  private static final Logger log = LoggerFactory.getLogger(FileModes.class);
  private static final String LETTERS = "rwxrwxrwx";
  private static final int GROUP = 0070;
  private static final int OTHERS = 0007;

  /** Whom a file lets in must be able to reach it. */
  void openDirectory(Path directory) {
    if (mode == 0) {
      return;
    }
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
      boolean changed = false;
      if ((mode & GROUP) != 0) {
        changed |= permissions.add(PosixFilePermission.GROUP_EXECUTE);
      }
      if ((mode & OTHERS) != 0) {
        changed |= permissions.add(PosixFilePermission.OTHERS_EXECUTE);
      }
      if (changed) {
        Files.setPosixFilePermissions(directory, permissions);
      }
    } catch (IOException | UnsupportedOperationException e) {
      log.warn(
          "Unable to set execution permission of owner-group and/or other-users to datadir: {}",
          directory,
          e);
    }
  }

  void setOnFile(Path file) {
    if (mode == 0) {
      return;
    }
    try {
      Files.setPosixFilePermissions(file, permissions());
    } catch (IOException | UnsupportedOperationException e) {
      log.warn("Unable to set permission to image: {}", file, e);
    }
  }

  private Set<PosixFilePermission> permissions() {
    StringBuilder text = new StringBuilder(LETTERS);
    for (int i = 0; i < LETTERS.length(); i++) {
      if ((mode & (0400 >> i)) == 0) {
        text.setCharAt(i, '-');
      }
    }
    return PosixFilePermissions.fromString(text.toString());
  }
}
