package io.glance.common.testing;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and a certificate that nobody trusts until told to, made by the JDK's keytool. */
public final class TestingCertificate {
  private static final String PASSWORD = "testing";

  private final Path keys;
  private final Path pem;

  private TestingCertificate(Path directory) {
    keys = directory.resolve("keys.p12");
    pem = directory.resolve("certificate.pem");
  }

  /**
   * @param names as in subjectAltName: {@code dns:images.example,ip:127.0.0.1}
   */
  public static TestingCertificate make(Path directory, String names) throws Exception {
    TestingCertificate certificate = new TestingCertificate(directory);
    keytool(
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "server",
            "-dname",
            "CN=testing",
            "-validity",
            "2",
            "-ext",
            "san=" + names,
            "-ext",
            "bc=ca:true",
            "-storetype",
            "PKCS12",
            "-keystore",
            certificate.keys.toString(),
            "-storepass",
            PASSWORD));
    keytool(
        List.of(
            "-exportcert",
            "-rfc",
            "-alias",
            "server",
            "-keystore",
            certificate.keys.toString(),
            "-storepass",
            PASSWORD,
            "-file",
            certificate.pem.toString()));
    return certificate;
  }

  /** The certificate, for those who are to trust it. */
  public Path pem() {
    return pem;
  }

  ServerSocketFactory serverSockets() {
    try (InputStream stored = Files.newInputStream(keys)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(stored, PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context.getServerSocketFactory();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void keytool(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}
