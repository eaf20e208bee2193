package io.glance.common.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/** Whose certificates are accepted. */
public final class OutboundTrust {
  private final Supplier<TlsSocketStrategy> strategy;

  /**
   * @param strategy is made when it is needed, because reading the platform's authorities takes a
   *     while
   */
  private OutboundTrust(Supplier<TlsSocketStrategy> strategy) {
    this.strategy = strategy;
  }

  /** The authorities of the Java platform; the certificate must be for the host asked. */
  public static OutboundTrust system() {
    return new OutboundTrust(() -> Platform.STRATEGY);
  }

  /**
   * These authorities and no others; the certificate must be for the host asked.
   *
   * @param file certificates in PEM
   * @throws IllegalArgumentException if it cannot be read, or has no certificate
   */
  public static OutboundTrust authoritiesIn(Path file) {
    try {
      KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
      authorities.load(null, null);
      int count = 0;
      for (Certificate certificate : certificates(file)) {
        authorities.setCertificateEntry("authority-" + count++, certificate);
      }
      if (count == 0) {
        throw new IllegalArgumentException("%s has no certificate".formatted(file));
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(authorities);
      SSLContext context = context(managers.getTrustManagers());
      TlsSocketStrategy strategy = new DefaultClientTlsStrategy(context);
      return new OutboundTrust(() -> strategy);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "%s cannot be read as certificates in PEM".formatted(file), e);
    }
  }

  /** Any certificate, even one for another host: whoever is on the way can answer. */
  public static OutboundTrust anybody() {
    try {
      SSLContext context = context(new TrustManager[] {new Credulous()});
      TlsSocketStrategy strategy =
          new DefaultClientTlsStrategy(
              context, HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE);
      return new OutboundTrust(() -> strategy);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS on this platform", e);
    }
  }

  /** For a client that is made elsewhere. */
  public TlsSocketStrategy strategy() {
    return strategy.get();
  }

  private static Iterable<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem);
    }
  }

  private static SSLContext context(TrustManager[] managers) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context;
  }

  private static final class Platform {
    private static final TlsSocketStrategy STRATEGY = DefaultClientTlsStrategy.createDefault();
  }

  private static final class Credulous extends X509ExtendedTrustManager {
    private static final X509Certificate[] NOBODY = {};

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return NOBODY;
    }
  }
}
