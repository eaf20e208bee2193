package io.glance.api.registry;

import io.glance.common.config.Secret;
import io.glance.common.registryapi.CacheRegistry;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.InventoryRegistry;
import io.glance.common.registryapi.LocationImportRegistry;
import io.glance.common.registryapi.LocationRegistry;
import io.glance.common.registryapi.MemberRegistry;
import io.glance.common.registryapi.MetadefObjectRegistry;
import io.glance.common.registryapi.MetadefPropertyRegistry;
import io.glance.common.registryapi.MetadefTagRegistry;
import io.glance.common.registryapi.NamespaceRegistry;
import io.glance.common.registryapi.RegistrySignature;
import io.glance.common.registryapi.ResourceTypeRegistry;
import io.glance.common.registryapi.ScrubRegistry;
import io.glance.common.registryapi.SharingRegistry;
import io.glance.common.registryapi.StagingRegistry;
import io.glance.common.registryapi.StorageRegistry;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.UsageRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/** The registry's interfaces that this service uses, as clients of the registry elsewhere. */
@Configuration(proxyBeanMethods = false)
class RegistryClients {
  private static final Duration TRUSTED_IDLE = Duration.ofSeconds(1);

  /** Leaves a lease time for a second attempt to renew it. */
  private static final Duration LEASE_CALL = Duration.ofSeconds(TransferRegistry.LEASE_SECONDS / 6);

  /** One for each of the loops that keep leases, and some for uploads that ask. */
  private static final int LEASE_CONNECTIONS = 4;

  /** Calls for single images under way at once before the next ones join. */
  private static final int CALLS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  /** What a call that does not come back may cost those behind it. */
  private static final Duration PATIENCE = Duration.ofMillis(20);

  /** None for plain HTTP. */
  @Bean
  @Nullable RegistryTls registryTls(RegistryTlsProperties options) {
    return options.isOn() ? new RegistryTls(options) : null;
  }

  @Bean
  RegistryTransport registryTransport(
      RegistryLinkProperties link, RegistryAccessProperties access, Optional<RegistryTls> tls) {
    return new RegistryTransport(link, tls.orElse(null), access.connections(), TRUSTED_IDLE);
  }

  /** Of its own, so that calls which hang keep it from nothing. */
  @Bean
  RegistryTransport leaseTransport(RegistryLinkProperties link, Optional<RegistryTls> tls) {
    return new RegistryTransport(
        link.answeringWithin(LEASE_CALL), tls.orElse(null), LEASE_CONNECTIONS, TRUSTED_IDLE);
  }

  @Bean
  HttpServiceProxyFactory registryProxies(
      RegistryTransport registryTransport,
      RegistryTransport leaseTransport,
      RegistryAccessProperties access) {
    return HttpServiceProxyFactory.builderFor(
            new RegistryExchange(
                registryTransport,
                leaseTransport,
                access.secret().map(Secret::reveal).map(RegistrySignature::new).orElse(null),
                Clock.systemUTC()))
        .customArgumentResolver(new CallerAttribute())
        .build();
  }

  @Bean
  ImageRegistry imageRegistry(HttpServiceProxyFactory proxies) {
    return new JoinedImageRegistry(proxies.createClient(ImageRegistry.class), CALLS, PATIENCE);
  }

  @Bean
  MemberRegistry memberRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(MemberRegistry.class);
  }

  @Bean
  SharingRegistry sharingRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(SharingRegistry.class);
  }

  @Bean
  LocationRegistry locationRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(LocationRegistry.class);
  }

  @Bean
  LocationImportRegistry locationImportRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(LocationImportRegistry.class);
  }

  @Bean
  TaskRegistry taskRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(TaskRegistry.class);
  }

  @Bean
  TransferRegistry transferRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(TransferRegistry.class);
  }

  @Bean
  StorageRegistry storageRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(StorageRegistry.class);
  }

  @Bean
  UsageRegistry usageRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(UsageRegistry.class);
  }

  @Bean
  StagingRegistry stagingRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(StagingRegistry.class);
  }

  @Bean
  ScrubRegistry scrubRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(ScrubRegistry.class);
  }

  @Bean
  InventoryRegistry inventoryRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(InventoryRegistry.class);
  }

  @Bean
  ImportRegistry importRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(ImportRegistry.class);
  }

  @Bean
  NamespaceRegistry namespaceRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(NamespaceRegistry.class);
  }

  @Bean
  MetadefObjectRegistry metadefObjectRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(MetadefObjectRegistry.class);
  }

  @Bean
  MetadefPropertyRegistry metadefPropertyRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(MetadefPropertyRegistry.class);
  }

  @Bean
  MetadefTagRegistry metadefTagRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(MetadefTagRegistry.class);
  }

  @Bean
  ResourceTypeRegistry resourceTypeRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(ResourceTypeRegistry.class);
  }

  @Bean
  CacheRegistry cacheRegistry(HttpServiceProxyFactory proxies) {
    return proxies.createClient(CacheRegistry.class);
  }
}
