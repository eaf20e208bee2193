package io.glance.registry.web;

import io.glance.common.config.Secret;
import io.glance.common.connection.MostConnections;
import io.glance.common.connection.RenewedCertificates;
import io.glance.common.connection.TlsProperties;
import io.glance.common.json.GlanceJson;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The server and the little of Spring MVC that the internal API needs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  RegistryServerProperties.class,
  RegistrySecretProperties.class,
  TlsProperties.class
})
@Import({HealthController.class, RegistryErrorAdvice.class})
public class WebConfiguration {
  /** All headers of a call at most; the longest is its caller. */
  private static final int HEADER_BYTES = 32 << 10;

  @Bean
  TomcatServletWebServerFactory webServer(
      RegistryServerProperties options,
      RegistrySecretProperties secret,
      TlsProperties tls,
      Optional<RenewedCertificates> certificates) {
    requireAuthenticationOrLoopback(options.bindHost(), secret.secret(), tls);
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory();
    factory.setAddress(options.bindHost());
    factory.setPort(options.bindPort());
    factory.setRegisterDefaultServlet(false);
    factory.setShutdown(Shutdown.GRACEFUL);
    factory.addConnectorCustomizers(connector -> customize(connector, options, tls.isOn()));
    certificates.ifPresent(renewed -> {
      Ssl ssl = Ssl.forBundle(RenewedCertificates.NAME);
      ssl.setClientAuth(tls.isMutual() ? Ssl.ClientAuth.NEED : Ssl.ClientAuth.NONE);
      factory.setSsl(ssl);
      factory.setSslBundles(renewed.bundles());
    });
    return factory;
  }

  /** None without TLS. */
  @Bean
  @Nullable RenewedCertificates renewedCertificates(TlsProperties tls) {
    return tls.isOn() ? new RenewedCertificates(tls.files()) : null;
  }

  /** Requests that are under way when the service stops are finished, within a time. */
  @Bean(AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME)
  static DefaultLifecycleProcessor lifecycleProcessor(RegistryServerProperties options) {
    DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
    Duration longest = options.gracefulShutdownTimeout();
    processor.setTimeoutPerShutdownPhase(longest.isZero() ? Long.MAX_VALUE : longest.toMillis());
    return processor;
  }

  private static void requireAuthenticationOrLoopback(
      InetAddress address, Optional<Secret> secret, TlsProperties tls) {
    if (secret.isEmpty() && !tls.isMutual() && !address.isLoopbackAddress()) {
      throw new InsecureAddressException(
          ("bind_host is %s, where others than this machine can connect, and nothing tells"
                  + " glance-api from them. Set [glance_registry] shared_secret or"
                  + " shared_secret_file to the same value here and for glance-api, or ca_file to"
                  + " the authority of glance-api's certificate, or bind_host to 127.0.0.1.")
              .formatted(address.getHostAddress()));
    }
  }

  private static void customize(
      Connector connector, RegistryServerProperties options, boolean tls) {
    connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    connector.setXpoweredBy(false);
    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
      protocol.setExecutor(new VirtualThreadExecutor("http-"));
      protocol.setAcceptCount(options.backlog());
      protocol.setMaxHttpRequestHeaderSize(HEADER_BYTES);
      protocol.setMaxConnections(MostConnections.of(HEADER_BYTES, tls));
      protocol.setMaxKeepAliveRequests(-1);
    }
  }

  @Bean
  FilterRegistrationBean<CallerAuthentication> callerAuthentication(
      RegistrySecretProperties secret, Clock clock) {
    return new FilterRegistrationBean<>(
        new CallerAuthentication(secret.secret().map(Secret::reveal).orElse(null), clock));
  }

  @Bean
  DispatcherServlet dispatcherServlet() {
    return new DispatcherServlet();
  }

  @Bean
  RequestMappingHandlerMapping handlerMapping() {
    return new RequestMappingHandlerMapping();
  }

  @Bean
  RequestMappingHandlerAdapter handlerAdapter() {
    ConfigurableWebBindingInitializer binding = new ConfigurableWebBindingInitializer();
    binding.setConversionService(ApplicationConversionService.getSharedInstance());
    RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
    adapter.setWebBindingInitializer(binding);
    adapter.setMessageConverters(converters());
    adapter.setCustomArgumentResolvers(List.of(new CallerResolver()));
    return adapter;
  }

  @Bean
  ExceptionHandlerExceptionResolver exceptionResolver() {
    ExceptionHandlerExceptionResolver resolver = new ExceptionHandlerExceptionResolver();
    resolver.setMessageConverters(converters());
    return resolver;
  }

  private static List<HttpMessageConverter<?>> converters() {
    return List.of(
        new JacksonJsonHttpMessageConverter(GlanceJson.internal()),
        new StringHttpMessageConverter(StandardCharsets.UTF_8));
  }
}
