package io.glance.common.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Signs certificates that nobody trusts until told to; all by the JDK's keytool, all in PEM. */
public final class TestingAuthority {
  private static final String PASSWORD = "testing";

  private final Path directory;
  private final Path store;
  private final Path pem;
  private int issued;

  /**
   * A certificate and its key.
   *
   * @param certificate file in PEM
   * @param key file in PEM
   */
  public record Pair(Path certificate, Path key) {}

  /**
   * @param directory exists; keeps everything
   */
  public TestingAuthority(Path directory) throws Exception {
    this.directory = directory;
    store = Files.createTempFile(directory, "authority-", ".p12");
    Files.delete(store);
    keytool("-alias", "ca", "-keyalg", "EC", "-dname", "CN=authority " + store, "-ext", "bc:c");
    pem = store.resolveSibling(store.getFileName() + ".pem");
    write(pem, "CERTIFICATE", certificate("ca").getEncoded());
  }

  /** Its own certificate, for those who are to trust it. */
  public Path pem() {
    return pem;
  }

  /** A new certificate for this machine, good for servers and clients. */
  public Pair issue() throws Exception {
    return issue("dns:localhost,ip:127.0.0.1", "EC");
  }

  /**
   * @param names as in subjectAltName: {@code dns:images.example,ip:127.0.0.1}
   * @param algorithm of the key: {@code RSA}, {@code EC}
   */
  public synchronized Pair issue(String names, String algorithm) throws Exception {
    String alias = "issued" + issued++;
    keytool(
        "-alias",
        alias,
        "-keyalg",
        algorithm,
        "-dname",
        "CN=" + alias,
        "-ext",
        "san=" + names,
        "-signer",
        "ca",
        "-signerkeypass",
        PASSWORD);
    String name = store.getFileName() + "-" + alias;
    Pair pair = new Pair(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    write(pair.certificate(), "CERTIFICATE", certificate(alias).getEncoded());
    write(pair.key(), "PRIVATE KEY", open().getKey(alias, PASSWORD.toCharArray()).getEncoded());
    return pair;
  }

  /** For a client that trusts this authority and shows nothing. */
  public SSLContext trusting() throws Exception {
    return context(null);
  }

  /** For a client that trusts this authority and shows a new certificate of {@code shown}. */
  public SSLContext trustingAndShowing(TestingAuthority shown) throws Exception {
    shown.issue();
    KeyStore keys = shown.open();
    keys.deleteEntry("ca");
    return context(keys);
  }

  private SSLContext context(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificate("ca"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys == null ? null : shown.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private Certificate certificate(String alias) throws IOException, GeneralSecurityException {
    return open().getCertificate(alias);
  }

  private KeyStore open() throws IOException, GeneralSecurityException {
    try (InputStream stored = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(stored, PASSWORD.toCharArray());
      return keys;
    }
  }

  private static void write(Path file, String type, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, text, type));
  }

  private void keytool(String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-validity", "2", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}
