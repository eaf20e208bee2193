package io.glance.registry.task;

import io.glance.registry.db.Queries;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import(TasksController.class)
public class TaskConfiguration {

  @Bean
  TaskRows taskRows(EntityManager entities, TaskReader reader, Clock clock) {
    return new TaskRows(entities, reader, clock);
  }

  @Bean
  TaskReader taskReader(Queries queries) {
    return new TaskReader(queries);
  }
}
