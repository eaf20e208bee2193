package io.glance.common.registryapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.error.GlanceException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RegistryErrorsTest {

  static Stream<Class<?>> everyError() {
    return Arrays.stream(GlanceException.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("everyError")
  void whatIsThrownThereIsThrownHere(Class<?> type) throws ReflectiveOperationException {
    GlanceException thrown =
        (GlanceException)
            type.getConstructor(String.class, String.class).newInstance("explained", "in detail");

    GlanceException arrived = RegistryErrors.decode(RegistryErrors.encode(thrown));

    assertThat(arrived).isExactlyInstanceOf(type).hasMessage("explained");
    assertThat(arrived.explanation()).isEqualTo("explained");
    assertThat(arrived.detail()).isEqualTo("in detail");
  }

  @Test
  void everyErrorHasACodeOfItsOwn() throws ReflectiveOperationException {
    long codes = everyError().map(RegistryErrorsTest::codeOf).distinct().count();

    assertThat(codes).isEqualTo(everyError().count());
  }

  @Test
  void anUnknownCodeIsAFailure() {
    GlanceException arrived =
        RegistryErrors.decode(new RegistryError("of-next-year", "explained", null));

    assertThat(arrived).isInstanceOf(GlanceException.Failed.class).hasMessage("explained");
  }

  private static String codeOf(Class<?> type) {
    try {
      return RegistryErrors.encode(
              (GlanceException) type.getConstructor(String.class).newInstance("explained"))
          .code();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
