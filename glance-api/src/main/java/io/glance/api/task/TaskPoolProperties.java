package io.glance.api.task;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much is done beside the requests, section {@code [wsgi]}.
 *
 * @param taskPoolThreads imports of images and locations that run at the same time; others wait
 */
@ConfigurationProperties("oslo.wsgi")
public record TaskPoolProperties(@DefaultValue("16") int taskPoolThreads) {

  public TaskPoolProperties {
    if (taskPoolThreads < 1) {
      throw new IllegalArgumentException(
          "task_pool_threads is %d, must be at least 1".formatted(taskPoolThreads));
    }
  }
}
