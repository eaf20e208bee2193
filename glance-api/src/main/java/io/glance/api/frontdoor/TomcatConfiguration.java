package io.glance.api.frontdoor;

import io.glance.api.versions.Versions;
import io.glance.common.connection.MostConnections;
import io.glance.common.connection.RenewedCertificates;
import io.glance.common.connection.TlsProperties;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.Ssl;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** The server: one connector, a virtual thread per request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TlsProperties.class)
class TomcatConfiguration {
  /** What the original's server takes in a path although the standard wants it encoded. */
  private static final String RELAXED = "\"<>[\\]^`{|}";

  /** Bytes of a refused upload that are still read so that the connection can be kept. */
  private static final int MAX_SWALLOWED = 2 << 20;

  /** Bytes for the headers beside the longest one. */
  private static final int OTHER_HEADERS = 8192;

  /** Bytes for the headers of an answer. */
  private static final int USUAL_ANSWER = 8192;

  /** The same where images are described in them, as much as clients in Python read. */
  private static final int DESCRIPTION = 64 * 1024;

  @Bean
  TomcatServletWebServerFactory webServer(
      ServerProperties options,
      TlsProperties tls,
      Optional<RenewedCertificates> certificates,
      Versions versions)
      throws UnknownHostException {
    TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(options.bindPort());
    factory.setProtocol(ImpatientProtocol.class.getName());
    factory.setAddress(InetAddress.getByName(options.bindHost()));
    factory.setShutdown(Shutdown.GRACEFUL);
    factory.getSettings().getJsp().setRegistered(false);
    factory.addConnectorCustomizers(
        connector -> customize(connector, options, tls.isOn(), versions));
    certificates.ifPresent(renewed -> {
      Ssl ssl = Ssl.forBundle(RenewedCertificates.NAME);
      ssl.setClientAuth(tls.isMutual() ? Ssl.ClientAuth.NEED : Ssl.ClientAuth.NONE);
      factory.setSsl(ssl);
      factory.setSslBundles(renewed.bundles());
    });
    factory.addContextCustomizers(context -> {
      if (context.getParent() instanceof StandardHost host) {
        host.setErrorReportValveClass(PlainErrors.class.getName());
      }
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
  static DefaultLifecycleProcessor lifecycleProcessor(ServerProperties options) {
    DefaultLifecycleProcessor processor = new DefaultLifecycleProcessor();
    Duration longest = options.gracefulShutdownTimeout();
    processor.setTimeoutPerShutdownPhase(longest.isZero() ? Long.MAX_VALUE : longest.toMillis());
    return processor;
  }

  private static void customize(
      Connector connector, ServerProperties options, boolean tls, Versions versions) {
    connector.setAllowTrace(true);
    connector.setParseBodyMethods("");
    connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    if (!(connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol)) {
      throw new IllegalStateException("not an HTTP/1.1 connector: " + connector);
    }
    protocol.setExecutor(new VirtualThreadExecutor("request-"));
    protocol.setAcceptCount(options.backlog());
    int headerBytes = options.maxHeaderLine() + OTHER_HEADERS;
    protocol.setMaxHttpRequestHeaderSize(headerBytes);
    int answerBytes = versions.describesInHeaders() ? DESCRIPTION : USUAL_ANSWER;
    protocol.setMaxHttpResponseHeaderSize(answerBytes);
    protocol.setMaxConnections(MostConnections.of(headerBytes + answerBytes - USUAL_ANSWER, tls));
    protocol.setConnectionTimeout(millis(options.clientSocketTimeout()));
    protocol.setKeepAliveTimeout(millis(options.clientSocketTimeout()));
    protocol.setMaxKeepAliveRequests(options.httpKeepalive() ? -1 : 1);
    protocol.setUseKeepAliveResponseHeader(false);
    protocol.setRelaxedPathChars(RELAXED);
    protocol.setRelaxedQueryChars(RELAXED);
    protocol.setMaxSwallowSize(MAX_SWALLOWED);
    // With TLS the server would encrypt whole files on the one thread that watches all connections.
    protocol.setUseSendfile(!tls);
  }

  private static int millis(Duration timeout) {
    return timeout.isZero() ? -1 : Math.toIntExact(timeout.toMillis());
  }
}
