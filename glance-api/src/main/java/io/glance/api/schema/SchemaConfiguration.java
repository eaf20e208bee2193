package io.glance.api.schema;

import io.glance.api.quota.LimitProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Puts the schema together at the start; what is wrong in the operator's file stops it. */
@Configuration(proxyBeanMethods = false)
class SchemaConfiguration {

  @Bean
  MemberSchema memberSchema() {
    return new MemberSchema(new JsonMapper());
  }

  @Bean
  TaskSchema taskSchema() {
    return new TaskSchema(new JsonMapper());
  }

  @Bean
  MetadefSchemas metadefSchemas() {
    return new MetadefSchemas(new JsonMapper());
  }

  @Bean
  ImageSchema imageSchema(
      ImageFormatProperties formats, LimitProperties limits, SchemaFileProperties files) {
    JsonMapper json = new JsonMapper();
    return new ImageSchema(
        formats,
        PropertyDefinitions.load(files.configDirectories(), json),
        limits.allowAdditionalImageProperties(),
        json);
  }
}
