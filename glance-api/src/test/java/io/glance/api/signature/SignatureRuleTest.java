package io.glance.api.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.glance.api.keymanager.Callers;
import io.glance.api.keymanager.MemoryKeyManager;
import io.glance.api.signature.Signatures.Good;
import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.testing.TestingImage;
import io.glance.store.checked.Witness;
import java.security.InvalidKeyException;
import java.security.KeyPairGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureRuleTest {
  private static final String ID = "5b2c0d66-6a0b-4a10-9a3f-7d6c9f3b2a11";
  private static final RequestContext CALLER = Callers.with("a-token");

  private final MemoryKeyManager keys = new MemoryKeyManager();
  private final SignatureRule rule = new SignatureRule(keys);

  static Stream<Good> good() {
    return Signatures.all().stream();
  }

  @ParameterizedTest
  @MethodSource("good")
  void bytesThatWereSignedAreApproved(Good good) throws Exception {
    keys.put(ID, Signatures.certificate(good.certificate()));
    Witness witness = rule.witness(image(good.properties(ID)), CALLER).orElseThrow();
    byte[] data = Signatures.data();

    for (int from = 0; from < data.length; from += 70_000) {
      witness.see(data, from, Math.min(70_000, data.length - from));
    }

    witness.approve();
  }

  @ParameterizedTest
  @MethodSource("good")
  void otherBytesAreRefused(Good good) throws Exception {
    keys.put(ID, Signatures.certificate(good.certificate()));
    Witness witness = rule.witness(image(good.properties(ID)), CALLER).orElseThrow();
    byte[] data = Signatures.data();
    data[data.length / 2]++;

    witness.see(data, 0, data.length);

    assertNotGenuine(witness);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-2048", "dsa-2048", "secp384r1"})
  void whatIsNoSignatureRefusesAllBytes(String certificate) throws Exception {
    keys.put(ID, Signatures.certificate(certificate));
    for (String signature : List.of("AAAA", "MAYCAQECAQE=", "////////////")) {
      Map<String, String> properties =
          new HashMap<>(Signatures.of(certificate, "SHA-256").properties(ID));
      properties.put("img_signature", signature);
      Witness witness = rule.witness(image(properties), CALLER).orElseThrow();

      witness.see(Signatures.data(), 0, 300_000);

      assertNotGenuine(witness);
    }
  }

  @Test
  void noBytesAreNotTheSignedOnes() throws Exception {
    keys.put(ID, Signatures.certificate("rsa-2048"));
    Map<String, String> properties = Signatures.of("rsa-2048", "SHA-256").properties(ID);

    assertNotGenuine(rule.witness(image(properties), CALLER).orElseThrow());
  }

  @Test
  void signatureOfAnotherHashMethodIsNone() throws Exception {
    keys.put(ID, Signatures.certificate("rsa-2048"));
    Map<String, String> properties =
        new HashMap<>(Signatures.of("rsa-2048", "SHA-256").properties(ID));
    properties.put("img_signature_hash_method", "SHA-512");
    Witness witness = rule.witness(image(properties), CALLER).orElseThrow();

    witness.see(Signatures.data(), 0, 300_000);

    assertNotGenuine(witness);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "img_signature",
        "img_signature_hash_method",
        "img_signature_key_type",
        "img_signature_certificate_uuid"
      })
  void imageWithoutOneOfThePropertiesIsNotSigned(String missing) throws Exception {
    keys.goDown();
    Map<String, String> properties =
        new HashMap<>(Signatures.of("rsa-2048", "SHA-256").properties(ID));
    properties.remove(missing);

    assertThat(rule.witness(image(properties), CALLER)).isEmpty();
    assertThat(rule.witness(image(Map.of()), CALLER)).isEmpty();
  }

  static Stream<Arguments> refused() {
    String certificate = "img_signature_certificate_uuid";
    return Stream.of(
        arguments(
            "img_signature", "no!", "The signature data was not properly encoded using base64"),
        arguments("img_signature", "", "Error occurred while creating the verifier"),
        arguments("img_signature", "===", "Error occurred while creating the verifier"),
        arguments("img_signature_hash_method", "MD5", "Invalid signature hash method: MD5"),
        arguments("img_signature_hash_method", "sha-256", "Invalid signature hash method: sha-256"),
        arguments("img_signature_key_type", "RSA", "Invalid signature key type: RSA"),
        arguments(
            "img_signature_key_type", "ECC_SECT571K1", "Invalid signature key type: ECC_SECT571K1"),
        arguments(
            "img_signature_key_type", "DSA", "Invalid public key type for signature key type: DSA"),
        arguments(
            "img_signature_key_type",
            "ECC_SECP384R1",
            "Invalid public key type for signature key type: ECC_SECP384R1"),
        arguments(
            certificate,
            "00000000-0000-0000-0000-000000000000",
            "Certificate not found with ID: 00000000-0000-0000-0000-000000000000"),
        arguments(
            certificate,
            "11111111-1111-1111-1111-111111111111",
            "Invalid certificate format: RAW"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void signatureThatCannotBeVerifiedIsRefusedAsInTheOriginal(
      String property, String value, String reason) {
    keys.put(ID, Signatures.certificate("rsa-2048"));
    keys.putKey("11111111-1111-1111-1111-111111111111");
    Map<String, String> properties =
        new HashMap<>(Signatures.of("rsa-2048", "SHA-256").properties(ID));
    properties.put(property, value);

    assertRefused(properties, reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256k1", "sect571k1"})
  void curveThatTheJdkCannotComputeWithIsRefused(String certificate) {
    keys.put(ID, Signatures.certificate(certificate));

    assertRefused(
        Signatures.of("secp384r1", "SHA-256").properties(ID),
        "Error occurred while creating the verifier");
  }

  @Test
  void aPropertyThatIsNullIsRefused() {
    Map<String, @Nullable String> properties =
        new HashMap<>(Signatures.of("rsa-2048", "SHA-256").properties(ID));
    properties.put("img_signature_certificate_uuid", null);

    assertRefused(
        properties,
        "Required image properties for signature verification do not exist. Cannot verify"
            + " signature. Missing property: img_signature_uuid");
  }

  @Test
  void keyManagerThatIsDownIsRefused() {
    keys.goDown();

    assertRefused(
        Signatures.of("rsa-2048", "SHA-256").properties(ID),
        "Unable to retrieve certificate with ID: " + ID);
  }

  @Test
  void nameThatIsNoneIsToldWithoutMore() {
    Map<String, String> properties = Signatures.of("rsa-2048", "SHA-256").properties("x");

    assertThatThrownBy(() -> rule.witness(image(properties), CALLER))
        .isInstanceOfSatisfying(
            SignatureRefused.class,
            e -> assertThat(e.ofUpload("an-image")).isEqualTo("Secret incorrectly specified."));
  }

  @Test
  void keyThatIsTooShortForTheHashIsRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(512);
    var key = generator.generateKeyPair().getPublic();

    assertThatThrownBy(() -> KeyType.RSA_PSS.verifier(HashMethod.SHA_512, key))
        .isInstanceOf(InvalidKeyException.class);
  }

  private void assertRefused(Map<String, @Nullable String> properties, String reason) {
    String detail = "Signature verification for the image failed: %s.".formatted(reason);
    assertThatThrownBy(() -> rule.witness(image(properties), CALLER))
        .isInstanceOfSatisfying(
            SignatureRefused.class,
            e ->
                assertThat(e.ofUpload("an-image"))
                    .isEqualTo("Signature verification failed for image an-image: " + detail))
        .hasMessage(detail);
  }

  private static void assertNotGenuine(Witness witness) {
    assertThatThrownBy(witness::approve)
        .isInstanceOf(SignatureRefused.class)
        .hasMessage("Signature verification failed");
  }

  private static Image image(Map<String, @Nullable String> properties) {
    return TestingImage.queued().id("an-image").properties(properties).image();
  }
}
