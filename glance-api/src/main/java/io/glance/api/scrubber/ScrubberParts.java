package io.glance.api.scrubber;

import io.glance.api.imagedata.TransferKeeper;
import io.glance.common.registryapi.ScrubRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What the command {@code glance-scrubber} is made of. No part of the service. */
@Import(Scrub.class)
@EnableConfigurationProperties(ScrubberProperties.class)
public class ScrubberParts {

  @Bean
  Scrubber scrubber(
      ScrubRegistry scrubs, Scrub scrub, TransferKeeper keeper, ScrubberProperties options) {
    return new Scrubber(scrubs, scrub, keeper, options, Clock.systemUTC());
  }
}
