package io.glance.api.schema;

import io.glance.api.quota.LimitProperties;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the schema together at the start; what is wrong in the operator's file stops it. */
@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

  @Bean
  ImageSchema imageSchema(ImageFormatProperties formats, LimitProperties limits) {
    JsonMapper json = new JsonMapper();
    return new ImageSchema(
        formats,
        PropertyDefinitions.load(List.of(Path.of("/etc/glance")), json),
        limits.allowAdditionalImageProperties(),
        json);
  }
}
