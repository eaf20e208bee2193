package io.glance.store.backends;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where tasks put their files when there is one store per driver, section {@code [task]}.
 *
 * @param workDir a directory, if tasks may have any
 */
@ConfigurationProperties("oslo.task")
public record TaskDirectoryProperties(@Nullable String workDir) {}
