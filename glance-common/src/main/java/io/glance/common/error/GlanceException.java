package io.glance.common.error;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in words for the caller.
 *
 * <p>The original writes its reason in one of two places of an error body: as the explanation, or
 * below the status's usual explanation as its detail. Clients show both.
 */
public abstract sealed class GlanceException extends RuntimeException {
  private final @Nullable String explanation;
  private final @Nullable String detail;

  private GlanceException(@Nullable String explanation, @Nullable String detail) {
    super(explanation == null ? detail : explanation);
    this.explanation = explanation;
    this.detail = detail;
  }

  /** Absent: the status's usual explanation is written. */
  public @Nullable String explanation() {
    return explanation;
  }

  /** Absent: the body ends with the explanation. */
  public @Nullable String detail() {
    return detail;
  }

  /** The request makes no sense. 400. */
  public static final class Invalid extends GlanceException {
    public Invalid(@Nullable String explanation) {
      super(explanation, null);
    }

    public Invalid(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** Nobody is known to be calling. 401. */
  public static final class Unauthorized extends GlanceException {
    public Unauthorized(@Nullable String explanation) {
      super(explanation, null);
    }

    public Unauthorized(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** The caller may not do that. 403. */
  public static final class Forbidden extends GlanceException {
    public Forbidden(@Nullable String explanation) {
      super(explanation, null);
    }

    public Forbidden(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** It does not exist, or the caller may not know that it does. 404. */
  public static final class NotFound extends GlanceException {
    public NotFound(@Nullable String explanation) {
      super(explanation, null);
    }

    public NotFound(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** The resource knows no such verb. 405. */
  public static final class MethodNotAllowed extends GlanceException {
    public MethodNotAllowed(@Nullable String explanation) {
      super(explanation, null);
    }

    public MethodNotAllowed(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** Not in this state, or somebody else was faster. 409. */
  public static final class Conflict extends GlanceException {
    public Conflict(@Nullable String explanation) {
      super(explanation, null);
    }

    public Conflict(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** It exists already. 409. */
  public static final class Duplicate extends GlanceException {
    public Duplicate(@Nullable String explanation) {
      super(explanation, null);
    }

    public Duplicate(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** It was removed while the request ran. 410. */
  public static final class Gone extends GlanceException {
    public Gone(@Nullable String explanation) {
      super(explanation, null);
    }

    public Gone(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** What the request builds on was removed while it ran. 412. */
  public static final class PreconditionFailed extends GlanceException {
    public PreconditionFailed(@Nullable String explanation) {
      super(explanation, null);
    }

    public PreconditionFailed(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** More than is allowed, or than the store holds. 413. */
  public static final class LimitExceeded extends GlanceException {
    public LimitExceeded(@Nullable String explanation) {
      super(explanation, null);
    }

    public LimitExceeded(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** Content of this type is not taken. 415. */
  public static final class UnsupportedMediaType extends GlanceException {
    public UnsupportedMediaType(@Nullable String explanation) {
      super(explanation, null);
    }

    public UnsupportedMediaType(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** The image has no such bytes. 416. */
  public static final class RangeNotSatisfiable extends GlanceException {
    public RangeNotSatisfiable(@Nullable String explanation) {
      super(explanation, null);
    }

    public RangeNotSatisfiable(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** Something broke that the caller cannot mend. 500. */
  public static final class Failed extends GlanceException {
    public Failed(@Nullable String explanation) {
      super(explanation, null);
    }

    public Failed(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** A service or store behind this one does not answer; try again. 503. */
  public static final class Unavailable extends GlanceException {
    public Unavailable(@Nullable String explanation) {
      super(explanation, null);
    }

    public Unavailable(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** Another node had to do it and does not answer. 502. */
  public static final class BadGateway extends GlanceException {
    public BadGateway(@Nullable String explanation) {
      super(explanation, null);
    }

    public BadGateway(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }

  /** Another node has to do it and cannot be reached. 504. */
  public static final class GatewayTimeout extends GlanceException {
    public GatewayTimeout(@Nullable String explanation) {
      super(explanation, null);
    }

    public GatewayTimeout(@Nullable String explanation, @Nullable String detail) {
      super(explanation, detail);
    }
  }
}
