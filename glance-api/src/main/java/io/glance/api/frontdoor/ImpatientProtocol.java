package io.glance.api.frontdoor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.Constants;
import org.apache.coyote.Request;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 that does not wait for ever for a client to say what it wants. The server by itself
 * starts to count anew with each byte, so that one byte now and then keeps a connection and the
 * memory for its headers. Here headers have to be complete within a time after their first byte,
 * and so has the handshake of TLS. Bodies may take as long as they like.
 */
public final class ImpatientProtocol extends Http11NioProtocol {
  private static final Duration USUAL_LIMIT = Duration.ofSeconds(60);
  private static final long PAUSE_SECONDS = 1;

  /** Connections that have not agreed on TLS yet, and when they were first seen. */
  private final Map<SocketWrapperBase<NioChannel>, Long> handshakes = new HashMap<>();

  private long limitNanos = USUAL_LIMIT.toNanos();
  private @Nullable ScheduledFuture<?> sweeping;

  /** Before it is started; a minute if not set. */
  void waitAtMost(Duration limit) {
    limitNanos = limit.toNanos();
  }

  @Override
  public void start() throws Exception {
    super.start();
    sweeping =
        getUtilityExecutor()
            .scheduleWithFixedDelay(this::sweep, PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void stop() throws Exception {
    if (sweeping != null) {
      sweeping.cancel(false);
    }
    super.stop();
  }

  private void sweep() {
    try {
      long now = System.nanoTime();
      handshakes.keySet().retainAll(getEndpoint().getConnections());
      for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
        if (isLateInHandshake(connection, now) || isLateWithHeaders(connection, now)) {
          getLog().debug("a client takes too long to say what it wants: " + connection);
          getEndpoint().processSocket(connection, SocketEvent.ERROR, true);
        }
      }
    } catch (RuntimeException e) {
      getLog().error("slow clients cannot be told from others", e);
    }
  }

  private boolean isLateInHandshake(SocketWrapperBase<NioChannel> connection, long now) {
    if (connection.getSocket().isHandshakeComplete()) {
      handshakes.remove(connection);
      return false;
    }
    return now - handshakes.computeIfAbsent(connection, _ -> now) > limitNanos;
  }

  private boolean isLateWithHeaders(SocketWrapperBase<NioChannel> connection, long now) {
    if (!(connection.getCurrentProcessor() instanceof AbstractProcessor processor)) {
      return false;
    }
    Request request = processor.getRequest();
    long begun = request.getStartTimeNanos();
    return begun > 0 && now - begun > limitNanos && isWaiting(request);
  }

  /**
   * For the rest of the headers: nobody serves the request, and nothing was answered as it is while
   * the system sends a file.
   */
  private static boolean isWaiting(Request request) {
    return request.getRequestProcessor().getStage() == Constants.STAGE_ENDED
        && !request.getResponse().isCommitted();
  }
}
