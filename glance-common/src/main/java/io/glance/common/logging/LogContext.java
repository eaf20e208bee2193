package io.glance.common.logging;

import io.glance.common.context.RequestContext;
import org.slf4j.MDC;

/** Names the request in each log line of the thread that serves it. */
public final class LogContext {
  static final String REQUEST_ID = "request_id";
  static final String USER = "user";
  static final String PROJECT = "project";

  private LogContext() {}

  /** From now until {@link #clear} lines of this thread carry the caller's request id. */
  public static void set(RequestContext caller) {
    MDC.put(REQUEST_ID, caller.requestId());
    if (caller.userId() != null) {
      MDC.put(USER, caller.userId());
    }
    if (caller.projectId() != null) {
      MDC.put(PROJECT, caller.projectId());
    }
  }

  public static void clear() {
    MDC.clear();
  }
}
