package io.glance.api.imagedata;

import io.glance.common.context.RequestContext;
import java.util.UUID;

/** This service acting for itself: cleaning up needs nobody's token. */
public final class Background {

  private Background() {}

  public static RequestContext newContext() {
    return RequestContext.administrator("req-" + UUID.randomUUID());
  }

  /** Finishes what a request began, in its name only as far as the logs go. */
  public static RequestContext onBehalfOf(RequestContext caller) {
    return RequestContext.administrator(caller.requestId());
  }
}
