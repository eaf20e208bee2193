package io.glance.common.outbound;

import java.io.Closeable;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of one exchange, so that it can be ended at once from any thread: while it connects,
 * waits or reads, and without reading what is left. Thread-safe.
 */
final class OpenSockets implements DetachedSocketFactory, Closeable {
  private static final Logger log = LoggerFactory.getLogger(OpenSockets.class);

  private final List<Socket> sockets = new ArrayList<>();
  private boolean closed;

  @Override
  public synchronized Socket create(@Nullable Proxy socks) throws IOException {
    if (closed) {
      throw new SocketException("the time is over");
    }
    Socket socket = new Socket();
    sockets.add(socket);
    return socket;
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        log.debug("a connection could not be closed", e);
      }
    }
  }
}
