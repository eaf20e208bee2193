package io.glance.common.registryapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySignatureTest {
  private static final RegistrySignature SIGNATURE = new RegistrySignature("a secret");

  private static String sign(RegistrySignature by, String method, String target, String time) {
    return by.sign(method, target, time, "{\"admin\":false}", RegistrySignature.NO_BODY);
  }

  @Test
  void theSameCallHasTheSameSignature() {
    String one = sign(SIGNATURE, "GET", "/images/1", "1000");
    String other = sign(new RegistrySignature("a secret"), "GET", "/images/1", "1000");

    assertThat(SIGNATURE.matches(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/images/1,1000",
    "GET,/images/2,1000",
    "GET,/images/1?x=y,1000",
    "GET,/images/1,1001"
  })
  void anotherCallHasAnother(String method, String target, String time) {
    String signed = sign(SIGNATURE, "GET", "/images/1", "1000");

    assertThat(SIGNATURE.matches(signed, sign(SIGNATURE, method, target, time))).isFalse();
  }

  @Test
  void anotherCallerOrSecretHasAnother() {
    String signed = sign(SIGNATURE, "GET", "/images/1", "1000");

    assertThat(SIGNATURE.sign("GET", "/images/1", "1000", "{\"admin\":true}", ""))
        .isNotEqualTo(signed);
    assertThat(sign(new RegistrySignature("guessed"), "GET", "/images/1", "1000"))
        .isNotEqualTo(signed);
  }

  @Test
  void anotherBodyHasAnother() {
    String caller = "{\"admin\":false}";
    String digest = RegistrySignature.digest(new byte[] {1});

    String signed = SIGNATURE.sign("GET", "/images/1", "1000", caller, digest);

    assertThat(signed)
        .isNotEqualTo(sign(SIGNATURE, "GET", "/images/1", "1000"))
        .isNotEqualTo(
            SIGNATURE.sign(
                "GET", "/images/1", "1000", caller, RegistrySignature.digest(new byte[] {2})));
  }
}
