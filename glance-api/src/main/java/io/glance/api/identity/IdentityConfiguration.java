package io.glance.api.identity;

import io.glance.common.keystone.KeystoneAccess;
import io.glance.common.keystone.KeystoneClient;
import io.glance.common.keystone.KeystoneConnection;
import io.glance.common.keystone.KeystoneSession;
import io.glance.common.keystone.TokenCache;
import java.time.Clock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The way to find out who calls that the operator chose. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
  private static final String SECTION = "keystone_authtoken";

  @Bean
  Authentication authentication(
      PasteDeployProperties paste,
      AuthTokenProperties tokens,
      Contexts contexts,
      Environment options) {
    return switch (paste.way()) {
      case NONE -> new NoAuthentication();
      case TRUSTED -> new TrustedAuthentication(contexts);
      case KEYSTONE -> keystone(KeystoneAccess.of(Binder.get(options), SECTION), tokens, contexts);
    };
  }

  private static Authentication keystone(
      KeystoneAccess access, AuthTokenProperties options, Contexts contexts) {
    Clock clock = Clock.systemUTC();
    KeystoneConnection connection =
        options.httpConnectTimeout() == null
            ? access.connection()
            : access.connection().within(options.httpConnectTimeout());
    KeystoneSession session =
        new KeystoneSession(
            new KeystoneAccess(access.url(), access.credentials(), connection),
            options.httpRequestMaxRetries(),
            clock);
    KeystoneClient client =
        new KeystoneClient(
            session,
            new KeystoneClient.Questions(
                options.audience(), options.regionName(), options.includeServiceCatalog()),
            clock);
    String loginUrl =
        options.wwwAuthenticateUri() == null
            ? access.url().toString()
            : options.wwwAuthenticateUri();
    return new KeystoneAuthentication(
        new TokenCache(client, options.tokenCacheTime(), clock),
        contexts,
        options,
        loginUrl,
        session::close);
  }
}
