package io.glance.api.registry;

import io.glance.common.connection.PemWatch;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.client5.http.ssl.TrustAllStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.springframework.boot.ssl.SslBundle;

/**
 * Makes connections to the registry TLS connections: to nobody but the host that was meant, unless
 * the operator wants it otherwise. Renewed certificates are used for new connections. Thread-safe.
 */
final class RegistryTls implements TlsSocketStrategy, AutoCloseable {
  private final boolean insecure;
  private final PemWatch watch;
  private volatile TlsSocketStrategy current;

  /**
   * @param options with TLS
   */
  RegistryTls(RegistryTlsProperties options) {
    insecure = options.registryClientInsecure();
    watch = new PemWatch(options.files(), renewed -> current = strategy(renewed));
    current = strategy(watch.first());
    watch.start();
  }

  private TlsSocketStrategy strategy(SslBundle files) {
    if (!insecure) {
      return new DefaultClientTlsStrategy(files.createSslContext());
    }
    return new DefaultClientTlsStrategy(
        credulous(files), HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
  }

  private static SSLContext credulous(SslBundle files) {
    try {
      SSLContext context =
          SSLContexts.custom().loadTrustMaterial(null, TrustAllStrategy.INSTANCE).build();
      return files.getStores().getKeyStore() == null
          ? context
          : SSLContexts.custom()
              .loadTrustMaterial(null, TrustAllStrategy.INSTANCE)
              .loadKeyMaterial(files.getStores().getKeyStore(), new char[0])
              .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS with these certificates", e);
    }
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, Object attachment, HttpContext context)
      throws IOException {
    return current.upgrade(socket, target, port, attachment, context);
  }

  @Override
  public void close() {
    watch.close();
  }
}
