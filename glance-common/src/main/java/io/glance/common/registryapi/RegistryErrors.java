package io.glance.common.registryapi;

import io.glance.common.error.GlanceException;
import org.jspecify.annotations.Nullable;

/** Errors on the internal link, in both directions: what is thrown there is thrown here. */
public final class RegistryErrors {

  private RegistryErrors() {}

  public static RegistryError encode(GlanceException error) {
    return new RegistryError(codeOf(error), error.explanation(), error.detail());
  }

  private static String codeOf(GlanceException error) {
    return switch (error) {
      case GlanceException.Invalid _ -> "invalid";
      case GlanceException.Unauthorized _ -> "unauthorized";
      case GlanceException.Forbidden _ -> "forbidden";
      case GlanceException.NotFound _ -> "not_found";
      case GlanceException.MethodNotAllowed _ -> "method_not_allowed";
      case GlanceException.Conflict _ -> "conflict";
      case GlanceException.Duplicate _ -> "duplicate";
      case GlanceException.Gone _ -> "gone";
      case GlanceException.PreconditionFailed _ -> "precondition_failed";
      case GlanceException.LimitExceeded _ -> "limit_exceeded";
      case GlanceException.UnsupportedMediaType _ -> "unsupported_media_type";
      case GlanceException.RangeNotSatisfiable _ -> "range_not_satisfiable";
      case GlanceException.Failed _ -> "failed";
      case GlanceException.Unavailable _ -> "unavailable";
      case GlanceException.BadGateway _ -> "bad_gateway";
      case GlanceException.GatewayTimeout _ -> "gateway_timeout";
    };
  }

  /** The error to throw; {@link GlanceException.Failed} for a code of a newer registry. */
  public static GlanceException decode(RegistryError error) {
    @Nullable String explanation = error.explanation();
    @Nullable String detail = error.detail();
    return switch (error.code()) {
      case "invalid" -> new GlanceException.Invalid(explanation, detail);
      case "unauthorized" -> new GlanceException.Unauthorized(explanation, detail);
      case "forbidden" -> new GlanceException.Forbidden(explanation, detail);
      case "not_found" -> new GlanceException.NotFound(explanation, detail);
      case "method_not_allowed" -> new GlanceException.MethodNotAllowed(explanation, detail);
      case "conflict" -> new GlanceException.Conflict(explanation, detail);
      case "duplicate" -> new GlanceException.Duplicate(explanation, detail);
      case "gone" -> new GlanceException.Gone(explanation, detail);
      case "precondition_failed" -> new GlanceException.PreconditionFailed(explanation, detail);
      case "limit_exceeded" -> new GlanceException.LimitExceeded(explanation, detail);
      case "unsupported_media_type" ->
          new GlanceException.UnsupportedMediaType(explanation, detail);
      case "range_not_satisfiable" -> new GlanceException.RangeNotSatisfiable(explanation, detail);
      case "unavailable" -> new GlanceException.Unavailable(explanation, detail);
      case "bad_gateway" -> new GlanceException.BadGateway(explanation, detail);
      case "gateway_timeout" -> new GlanceException.GatewayTimeout(explanation, detail);
      default -> new GlanceException.Failed(explanation, detail);
    };
  }
}
