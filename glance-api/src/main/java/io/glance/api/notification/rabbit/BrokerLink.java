package io.glance.api.notification.rabbit;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.glance.api.notification.rabbit.Outbox.Letter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.zip.DeflaterOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to one broker, over which messages are published and confirmed. For one thread, but
 * {@link #close} may be called by any.
 *
 * <p>Source: oslo_messaging/_drivers/impl_rabbit.py, Connection.notify_send; kombu/messaging.py.
 */
final class BrokerLink implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(BrokerLink.class);
  private static final int CONFIRM_MILLIS = 10_000;
  private static final int CLOSE_MILLIS = 2_000;
  private static final int PERSISTENT = 2;

  private final Connection connection;
  private final Channel channel;
  private final String exchange;
  private final QueueProperties queues;
  private final boolean compresses;
  private final Set<String> declared = new HashSet<>();
  private volatile boolean blocked;

  /**
   * @param exchange that messages go to, and that queues are bound to
   */
  BrokerLink(Connection connection, String exchange, QueueProperties queues, boolean compresses)
      throws IOException {
    this.connection = connection;
    this.exchange = exchange;
    this.queues = queues;
    this.compresses = compresses;
    connection.addBlockedListener(this::onBlocked, this::onUnblocked);
    this.channel = connection.createChannel();
    channel.confirmSelect();
  }

  private void onBlocked(String reason) {
    blocked = true;
    log.warn("the broker takes no notifications at the moment: {}", reason);
  }

  private void onUnblocked() {
    blocked = false;
    log.info("the broker takes notifications again");
  }

  /**
   * Publishes messages and waits until the broker has them all.
   *
   * @throws IOException if it is not sure that it has them
   */
  void publish(List<Letter> letters) throws IOException, InterruptedException {
    for (Letter letter : letters) {
      declare(letter.queue());
      channel.basicPublish(exchange, letter.queue(), properties(), body(letter));
    }
    while (true) {
      try {
        if (!channel.waitForConfirms(CONFIRM_MILLIS)) {
          throw new IOException("the broker refused a notification");
        }
        return;
      } catch (TimeoutException e) {
        if (!blocked || !connection.isOpen()) {
          throw new IOException("the broker confirms nothing", e);
        }
      }
    }
  }

  /** So that messages are kept before somebody consumes them. */
  private void declare(String queue) throws IOException {
    if (declared.contains(queue)) {
      return;
    }
    boolean durable = queues.isDurable();
    boolean autoDelete = queues.amqpAutoDelete();
    channel.exchangeDeclare(exchange, "topic", durable, autoDelete, Map.of());
    channel.queueDeclare(queue, durable, false, autoDelete, queues.arguments());
    channel.queueBind(queue, exchange, queue);
    declared.add(queue);
  }

  /** Always persistent: queues that do not survive a restart lose them nevertheless. */
  private BasicProperties properties() {
    return new BasicProperties.Builder()
        .contentType("application/json")
        .contentEncoding("utf-8")
        .deliveryMode(PERSISTENT)
        .priority(0)
        .headers(compresses ? Map.of("compression", "application/x-gzip") : Map.of())
        .build();
  }

  /** What kombu calls gzip is zlib. */
  private byte[] body(Letter letter) throws IOException {
    if (!compresses) {
      return letter.body();
    }
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(compressed)) {
      out.write(letter.body());
    }
    return compressed.toByteArray();
  }

  boolean isOpen() {
    return channel.isOpen() && connection.isOpen();
  }

  @Override
  public void close() {
    connection.abort(CLOSE_MILLIS);
  }
}
