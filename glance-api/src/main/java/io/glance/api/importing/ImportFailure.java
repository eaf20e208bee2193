package io.glance.api.importing;

import java.io.IOException;

/** An import cannot go on. The message is for those who look at its task. */
public final class ImportFailure extends IOException {
  private static final long serialVersionUID = 1;

  public ImportFailure(String message) {
    super(message);
  }

  public ImportFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
