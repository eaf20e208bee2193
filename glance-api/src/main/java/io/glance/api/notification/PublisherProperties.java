package io.glance.api.notification;

import io.glance.api.notification.rabbit.TransportUrl;
import io.glance.common.config.Secret;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who notifies whom of what, section {@code [DEFAULT]}.
 *
 * @param defaultPublisherId what notifications say who they are from
 * @param disabledNotifications events, or the words before a dot of theirs, that are not sent
 * @param controlExchange exchange of notifications
 * @param transportUrl the broker, unless notifications have one of their own
 */
@ConfigurationProperties("oslo.default")
record PublisherProperties(
    @DefaultValue("image.localhost") String defaultPublisherId,
    @DefaultValue List<String> disabledNotifications,
    @DefaultValue("glance") String controlExchange,
    @DefaultValue("rabbit://") Secret transportUrl) {

  PublisherProperties {
    disabledNotifications = List.copyOf(disabledNotifications);
    TransportUrl.parse(transportUrl.reveal());
  }
}
