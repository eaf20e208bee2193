package io.glance.api.quota;

import io.glance.common.config.BindCheck;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.keystone.KeystoneAccess;
import io.glance.common.keystone.KeystoneSession;
import io.glance.common.registryapi.UsageRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Who says how much there may be: the options, or an identity service. */
@Configuration(proxyBeanMethods = false)
class QuotaConfiguration {
  private static final String SECTION = "oslo_limit";

  @Bean
  UnifiedLimits unifiedLimits(
      StorageQuotaProperties options, Environment environment, UsageRegistry usage) {
    return new UnifiedLimits(
        options.useKeystoneLimits() ? keystone(Binder.get(environment)) : LimitSource.NOBODY,
        usage);
  }

  private static LimitSource keystone(Binder options) {
    UnifiedLimitProperties limits =
        options.bindOrCreate(
            OsloEnvironment.propertyName(SECTION),
            Bindable.of(UnifiedLimitProperties.class),
            new BindCheck<>(UnifiedLimitProperties.class, UnifiedLimitProperties::requireEndpoint));
    Clock clock = Clock.systemUTC();
    KeystoneSession session =
        new KeystoneSession(KeystoneAccess.of(options, SECTION), limits.connectRetries(), clock);
    KeystoneQuestions questions = new KeystoneQuestions(session, limits);
    return new KeystoneLimits(questions, new LimitedService(questions, limits, clock));
  }
}
