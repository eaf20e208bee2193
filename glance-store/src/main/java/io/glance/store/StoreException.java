package io.glance.store;

import java.io.IOException;
import java.io.InterruptedIOException;

/** What can go wrong in a store, whichever it is. Messages hold no location and no credentials. */
public abstract sealed class StoreException extends IOException {

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  private StoreException(String message) {
    super(message);
  }

  /** Nothing is stored there. */
  public static final class NotFound extends StoreException {
    public NotFound(String message) {
      super(message);
    }

    public NotFound(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The image already has bytes in this store. */
  public static final class Duplicate extends StoreException {
    public Duplicate(String message) {
      super(message);
    }

    public Duplicate(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The stream yielded another number of bytes than announced. */
  public static final class SizeMismatch extends StoreException {
    public SizeMismatch(String message) {
      super(message);
    }

    public SizeMismatch(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** There is no room, or a quota of the backend is used up. */
  public static final class Full extends StoreException {
    public Full(String message) {
      super(message);
    }

    public Full(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The backend lets this service read but not write. */
  public static final class WriteDenied extends StoreException {
    public WriteDenied(String message) {
      super(message);
    }

    public WriteDenied(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The backend refuses access. */
  public static final class Forbidden extends StoreException {
    public Forbidden(String message) {
      super(message);
    }

    public Forbidden(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Something depends on the bytes: a clone, a snapshot, an open handle. */
  public static final class InUse extends StoreException {
    public InUse(String message) {
      super(message);
    }

    public InUse(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The store cannot do that; its capabilities say so. */
  public static final class Unsupported extends StoreException {
    public Unsupported(String message) {
      super(message);
    }

    public Unsupported(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** No location of this store is written like that. */
  public static final class BadLocation extends StoreException {
    public BadLocation(String message) {
      super(message);
    }

    public BadLocation(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The backend does not answer, or cannot serve now. What it was told to do may yet be done. */
  public static sealed class Unavailable extends StoreException permits Untouched {
    public Unavailable(String message) {
      super(message);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Work failed before its first step that changes anything: all is as it was. */
  public static final class Untouched extends Unavailable {
    public Untouched(String message) {
      super(message);
    }

    public Untouched(String message, Throwable cause) {
      super(message, cause);
    }

    /**
     * What a failure before the first step that changes anything means: a refusal stays what it is,
     * and so does an interruption.
     */
    public static IOException of(IOException failure) {
      boolean says =
          failure instanceof InterruptedIOException
              || (failure instanceof StoreException && !(failure instanceof Unavailable));
      return says ? failure : new Untouched(String.valueOf(failure.getMessage()), failure);
    }
  }
}
