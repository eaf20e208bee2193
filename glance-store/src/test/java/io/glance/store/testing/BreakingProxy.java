package io.glance.store.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a server, and breaks or stalls connections once enough bytes have passed. */
public final class BreakingProxy implements AutoCloseable {
  private final URI server;
  private final ServerSocket listening;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicLong upLeft = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong downLeft = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean refusing;
  private volatile boolean stalled;

  public BreakingProxy(String server) throws IOException {
    this.server = URI.create(server);
    listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  public String host() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** The connection that sends this many more bytes to the server is broken, once. */
  public void breakUpAfter(long bytes) {
    upLeft.set(bytes);
  }

  /** The connection that this many more bytes come back through is broken, once. */
  public void breakDownAfter(long bytes) {
    downLeft.set(bytes);
  }

  /** All connections break, and new ones are refused, or no longer. */
  public void refuse(boolean now) {
    refusing = now;
    if (now) {
      sockets.forEach(BreakingProxy::close);
    }
  }

  /** Nothing passes any more, or again. */
  public void stall(boolean now) {
    stalled = now;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    refuse(true);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        sockets.add(client);
        if (refusing) {
          close(client);
          continue;
        }
        Socket target = new Socket(server.getHost(), server.getPort());
        sockets.add(target);
        client.setTcpNoDelay(true);
        target.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pump(client, target, upLeft));
        Thread.ofVirtual().start(() -> pump(target, client, downLeft));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pump(Socket from, Socket to, AtomicLong left) {
    byte[] chunk = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read;
      while ((read = in.read(chunk)) >= 0) {
        while (stalled) {
          Thread.sleep(20);
        }
        if (left.addAndGet(-read) < 0) {
          left.set(Long.MAX_VALUE);
          return;
        }
        out.write(chunk, 0, read);
      }
    } catch (IOException | InterruptedException _) {
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      Thread.yield();
    }
  }
}
