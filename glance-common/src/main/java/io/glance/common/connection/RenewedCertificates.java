package io.glance.common.connection;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/**
 * Certificates of a server under one name, renewed while it runs: connections that are open stay,
 * new ones are shown what the files hold now.
 */
public final class RenewedCertificates implements AutoCloseable {
  /** Of the bundle. */
  public static final String NAME = "listener";

  private final DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
  private final PemWatch watch;

  public RenewedCertificates(PemFiles files) {
    watch = new PemWatch(files, bundle -> bundles.updateBundle(NAME, bundle));
    bundles.registerBundle(NAME, watch.first());
    watch.start();
  }

  public SslBundles bundles() {
    return bundles;
  }

  @Override
  public void close() {
    watch.close();
  }
}
