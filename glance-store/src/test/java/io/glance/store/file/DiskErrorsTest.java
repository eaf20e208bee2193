package io.glance.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.store.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskErrorsTest {
  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "File too large", "Disk quota exceeded"})
  void noRoomIsFull(String text) {
    assertThat(DiskErrors.ofWrite(new IOException(text)))
        .isInstanceOf(StoreException.Full.class)
        .hasMessage("There is not enough disk space on the image storage media.");
    assertThat(DiskErrors.ofWrite(new FileSystemException("/a", null, text)))
        .isInstanceOf(StoreException.Full.class);
  }

  @Test
  void refusedAccessIsDenied() {
    assertThat(DiskErrors.ofWrite(new AccessDeniedException("/a")))
        .isInstanceOf(StoreException.WriteDenied.class)
        .hasMessage("Permission to write image storage media denied.");
    assertThat(DiskErrors.ofWrite(new FileSystemException("/a", null, "Read-only file system")))
        .isInstanceOf(StoreException.WriteDenied.class);
    assertThat(DiskErrors.ofDelete(new AccessDeniedException("/secret/x"), "x"))
        .isInstanceOf(StoreException.Forbidden.class)
        .hasMessage("You cannot delete file x");
    assertThat(DiskErrors.ofRead(new AccessDeniedException("/secret/x")))
        .isInstanceOf(StoreException.Forbidden.class);
  }

  @Test
  void anythingElseStaysWhatItIsAndADeletionThatFailedDidNothing() {
    IOException error = new IOException("Input/output error");
    IOException silent = new IOException();

    assertThat(DiskErrors.ofWrite(error)).isSameAs(error);
    assertThat(DiskErrors.ofDelete(error, "x"))
        .isInstanceOf(StoreException.Untouched.class)
        .hasMessage("File x could not be deleted")
        .hasCause(error);
    assertThat(DiskErrors.ofRead(silent)).isSameAs(silent);
  }
}
