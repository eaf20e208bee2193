package io.glance.api.notification;

import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.TaskRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The notifier that the operator's options make, and what services tell it. */
@Configuration(proxyBeanMethods = false)
class NotificationConfiguration {

  @Bean
  Drivers notificationDrivers(
      NotificationProperties options, PublisherProperties publisher, Environment environment) {
    return Drivers.of(options, publisher, environment);
  }

  @Bean
  Notifier notifier(Drivers drivers, PublisherProperties options) {
    return new Notifier(
        drivers.all(),
        options.disabledNotifications(),
        options.defaultPublisherId(),
        Clock.systemUTC());
  }

  @Bean
  ImageEvents imageEvents(Notifier notifier, ImageRegistry images) {
    return new ImageEvents(notifier, images, Clock.systemUTC());
  }

  @Bean
  MemberEvents memberEvents(Notifier notifier) {
    return new MemberEvents(notifier, Clock.systemUTC());
  }

  @Bean
  MetadefEvents metadefEvents(Notifier notifier) {
    return new MetadefEvents(notifier, Clock.systemUTC());
  }

  @Bean
  TaskEvents taskEvents(Notifier notifier, TaskRegistry tasks) {
    return new TaskEvents(notifier, tasks);
  }
}
