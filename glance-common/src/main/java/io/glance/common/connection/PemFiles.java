package io.glance.common.connection;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.pem.PemSslStore;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;

/**
 * What one end of TLS connections shows and trusts: TLS 1.2 and 1.3.
 *
 * @param certificates ours, then those between ours and an authority; absent to show nothing
 * @param key of our certificate; absent if and only if {@code certificates} is
 * @param authorities whose certificates of others are accepted; absent to leave that to others
 */
public record PemFiles(
    @Nullable PemFile certificates, @Nullable PemFile key, @Nullable PemFile authorities) {

  private static final SslOptions OPTIONS = SslOptions.of(null, Set.of("TLSv1.3", "TLSv1.2"));

  /** What the files hold at one moment; equal if nothing has changed. */
  record Content(@Nullable String certificates, @Nullable String key, @Nullable String trusted) {
    /** Without the key. */
    @Override
    public String toString() {
      return "Content[***]";
    }
  }

  /**
   * As they are now.
   *
   * @throws IllegalArgumentException with option and file if one of them cannot be read, holds
   *     something else, or key and certificate do not belong together
   */
  public SslBundle load() {
    return load(content());
  }

  Content content() {
    return new Content(text(certificates), text(key), text(authorities));
  }

  SslBundle load(Content content) {
    return SslBundle.of(
        new PemSslStoreBundle(shown(content), trusted(content)), SslBundleKey.NONE, OPTIONS);
  }

  private @Nullable PemSslStore shown(Content content) {
    if (certificates == null
        || key == null
        || content.certificates() == null
        || content.key() == null) {
      return null;
    }
    List<X509Certificate> chain = certificates.certificates(content.certificates());
    PrivateKey secret = key.privateKey(content.key());
    if (!isPair(secret, chain.getFirst())) {
      throw key.refused("is not the key of the certificate in " + certificates.path(), null);
    }
    return PemSslStore.of(chain, secret);
  }

  private @Nullable PemSslStore trusted(Content content) {
    return authorities == null || content.trusted() == null
        ? null
        : PemSslStore.of(authorities.certificates(content.trusted()), null);
  }

  private boolean isPair(PrivateKey secret, X509Certificate certificate) {
    byte[] probe = {1};
    String algorithm =
        switch (secret.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> throw unusable(secret.getAlgorithm());
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(certificate.getPublicKey());
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private IllegalArgumentException unusable(String algorithm) {
    String why = "holds a key of type %s; only RSA and EC can be used".formatted(algorithm);
    return key == null ? new IllegalArgumentException(why) : key.refused(why, null);
  }

  private static @Nullable String text(@Nullable PemFile file) {
    return file == null ? null : file.text();
  }
}
