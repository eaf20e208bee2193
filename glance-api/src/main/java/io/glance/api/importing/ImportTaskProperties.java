package io.glance.api.importing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How tasks end, section {@code [task]}.
 *
 * @param taskTimeToLive hours that a finished task is kept
 */
@ConfigurationProperties("oslo.task")
public record ImportTaskProperties(@DefaultValue("48") int taskTimeToLive) {}
