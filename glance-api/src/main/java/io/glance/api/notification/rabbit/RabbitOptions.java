package io.glance.api.notification.rabbit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;

/** All of section {@code [oslo_messaging_rabbit]}. */
record RabbitOptions(LinkProperties link, QueueProperties queues, TlsProperties tls) {
  private static final String SECTION = "oslo.oslo-messaging-rabbit";

  /**
   * @param first options that a transport URL names; they count more than the file's
   */
  static RabbitOptions read(Environment environment, Map<String, String> first) {
    Map<String, String> named = new LinkedHashMap<>();
    first.forEach((name, value) -> named.put(SECTION + "." + name.replace('_', '-'), value));
    List<ConfigurationPropertySource> sources = new ArrayList<>();
    sources.add(new MapConfigurationPropertySource(named));
    ConfigurationPropertySources.get(environment).forEach(sources::add);
    Binder binder = new Binder(sources);
    return new RabbitOptions(
        binder.bindOrCreate(SECTION, LinkProperties.class),
        binder.bindOrCreate(SECTION, QueueProperties.class),
        binder.bindOrCreate(SECTION, TlsProperties.class));
  }
}
