package io.glance.api.notification.rabbit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What exchanges and queues are declared as, section {@code [oslo_messaging_rabbit]}. They have to
 * be the same for whoever else declares them.
 *
 * <p>Source: oslo_messaging/_drivers/impl_rabbit.py, _get_queue_arguments.
 *
 * @param amqpDurableQueues whether they survive a restart of the broker
 * @param amqpAutoDelete whether they go with their last consumer
 * @param rabbitHaQueues whether old brokers are asked to mirror queues
 * @param rabbitQuorumQueue whether queues are quorum queues, which are durable
 * @param rabbitQuorumDeliveryLimit deliveries after which a message is dropped; 0: no limit
 * @param rabbitQuorumMaxMemoryLength messages of a queue in memory; 0: no limit
 * @param rabbitQuorumMaxMemoryBytes bytes of a queue in memory; 0: no limit
 */
@ConfigurationProperties("oslo.oslo-messaging-rabbit")
public record QueueProperties(
    @DefaultValue("false") boolean amqpDurableQueues,
    @DefaultValue("false") boolean amqpAutoDelete,
    @DefaultValue("false") boolean rabbitHaQueues,
    @DefaultValue("false") boolean rabbitQuorumQueue,
    @DefaultValue("0") int rabbitQuorumDeliveryLimit,
    @DefaultValue("0") int rabbitQuorumMaxMemoryLength,
    @DefaultValue("0") int rabbitQuorumMaxMemoryBytes) {

  public QueueProperties {
    if (rabbitQuorumQueue && rabbitHaQueues) {
      throw new IllegalArgumentException(
          "rabbit_ha_queues is set beside rabbit_quorum_queue, but a queue is mirrored or a quorum"
              + " queue, not both");
    }
  }

  boolean isDurable() {
    return amqpDurableQueues || rabbitQuorumQueue;
  }

  /** Of the declaration of a queue. */
  Map<String, Object> arguments() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (rabbitHaQueues) {
      arguments.put("x-ha-policy", "all");
    }
    if (rabbitQuorumQueue) {
      arguments.put("x-queue-type", "quorum");
      putLimit(arguments, "x-delivery-limit", rabbitQuorumDeliveryLimit);
      putLimit(arguments, "x-max-in-memory-length", rabbitQuorumMaxMemoryLength);
      putLimit(arguments, "x-max-in-memory-bytes", rabbitQuorumMaxMemoryBytes);
    }
    return arguments;
  }

  private static void putLimit(Map<String, Object> arguments, String name, int limit) {
    if (limit != 0) {
      arguments.put(name, limit);
    }
  }
}
