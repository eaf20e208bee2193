package io.glance.api.notification.rabbit;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import com.rabbitmq.client.impl.CRDemoMechanism;
import io.glance.api.notification.rabbit.TransportUrl.Broker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hosts of one cluster, one of which is tried after the other. For one thread. */
final class Brokers {
  private static final Logger log = LoggerFactory.getLogger(Brokers.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final List<Broker> hosts;
  private final String virtualHost;
  private final String exchange;
  private final RabbitOptions options;
  private final ConnectionFactory factory;
  private int next;

  Brokers(TransportUrl url, String exchange, RabbitOptions options) {
    this.hosts = new ArrayList<>(url.brokers());
    this.virtualHost = url.virtualHost();
    this.exchange = exchange;
    this.options = options;
    this.factory = factory();
    Collections.shuffle(hosts); // so that many services do not all begin with the first
  }

  private ConnectionFactory factory() {
    LinkProperties link = options.link();
    ConnectionFactory made = new ConnectionFactory();
    made.setVirtualHost(virtualHost);
    made.setRequestedHeartbeat(link.heartbeatTimeoutThreshold());
    made.setConnectionTimeout((int) TIMEOUT.toMillis());
    made.setHandshakeTimeout((int) TIMEOUT.toMillis());
    made.setAutomaticRecoveryEnabled(false);
    switch (link.rabbitLoginMethod()) {
      case "PLAIN" -> made.setSaslConfig(DefaultSaslConfig.PLAIN);
      case "EXTERNAL" -> made.setSaslConfig(DefaultSaslConfig.EXTERNAL);
      case "RABBIT-CR-DEMO" -> made.setSaslConfig(new CRDemoMechanism.CRDemoSaslConfig());
      default -> made.setSaslConfig(new AmqPlain());
    }
    BrokerTrust.applyTo(made, options.tls());
    return made;
  }

  /** Tries each broker once. */
  BrokerLink connect() throws IOException {
    IOException failure = new IOException("there is no broker");
    for (int tried = 0; tried < hosts.size(); tried++) {
      Broker host = hosts.get(next % hosts.size());
      try {
        BrokerLink link = connect(host);
        log.info("notifications go to {}", host);
        return link;
      } catch (IOException | TimeoutException | RuntimeException e) {
        failure = new IOException("%s: %s".formatted(host, reason(e)), e);
        moveOn();
      }
    }
    throw failure;
  }

  private BrokerLink connect(Broker host) throws IOException, TimeoutException {
    factory.setHost(host.host());
    factory.setPort(host.port());
    factory.setUsername(host.user());
    factory.setPassword(host.password());
    Connection connection = factory.newConnection("glance-api");
    try {
      return new BrokerLink(connection, exchange, options.queues(), options.link().compresses());
    } catch (IOException | RuntimeException e) {
      connection.abort();
      throw e;
    }
  }

  private void moveOn() {
    next++;
    if (options.link().shuffles() && next % hosts.size() == 0) {
      Collections.shuffle(hosts);
    }
  }

  /** The innermost words: those around it say that something is closed, not why. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
