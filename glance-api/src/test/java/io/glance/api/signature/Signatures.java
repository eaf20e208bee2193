package io.glance.api.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code signature/make.py} made: certificates, and signatures that cursive took for good. */
public final class Signatures {
  private static final int SIZE = 300_000;
  private static final int STEP = 31;
  private static final int MODULUS = 251;

  private Signatures() {}

  /**
   * A good signature of {@link #data()}.
   *
   * @param certificate name of the signer's
   */
  public record Good(String certificate, String keyType, String hashMethod, String signature) {

    /** An image's, whose certificate the key manager has by that name. */
    public Map<String, String> properties(String certificateId) {
      return Map.of(
          "img_signature", signature,
          "img_signature_hash_method", hashMethod,
          "img_signature_key_type", keyType,
          "img_signature_certificate_uuid", certificateId);
    }

    @Override
    public String toString() {
      return certificate + " " + hashMethod;
    }
  }

  /** All key types with all hash methods. */
  public static List<Good> all() {
    List<Good> all = new ArrayList<>();
    for (String line : text("good.tsv").lines().toList()) {
      String[] cells = line.split("\t", -1);
      all.add(new Good(cells[0], cells[1], cells[2], cells[3]));
    }
    return all;
  }

  public static Good of(String certificate, String hashMethod) {
    return all().stream()
        .filter(good -> good.certificate().equals(certificate))
        .filter(good -> good.hashMethod().equals(hashMethod))
        .findFirst()
        .orElseThrow();
  }

  /** What is signed. */
  public static byte[] data() {
    byte[] data = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      data[i] = (byte) (i * STEP % MODULUS);
    }
    return data;
  }

  public static String pem(String certificate) {
    return text(certificate + ".pem");
  }

  public static X509Certificate certificate(String name) {
    try (InputStream pem = open(name + ".pem")) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    } catch (IOException | CertificateException e) {
      throw new AssertionError(name, e);
    }
  }

  private static String text(String name) {
    try (InputStream resource = open(name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  private static InputStream open(String name) {
    InputStream resource = Signatures.class.getResourceAsStream("/signature/" + name);
    if (resource == null) {
      throw new AssertionError("no resource " + name);
    }
    return resource;
  }
}
