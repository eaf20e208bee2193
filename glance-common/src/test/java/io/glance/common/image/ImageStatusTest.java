package io.glance.common.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageStatusTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ':',
      value = {
        "queued:saving uploading importing active killed deleted",
        "saving:active killed deleted queued",
        "uploading:importing queued deleted",
        "importing:active deleted queued",
        "active:pending_delete deleted deactivated",
        "deactivated:active deleted pending_delete",
        "killed:deleted",
        "pending_delete:deleted active",
        "deleted:''"
      })
  void movesToItsTargetsOnly(String from, String targets) {
    String reached =
        Arrays.stream(ImageStatus.values())
            .filter(ImageStatus.of(from)::canMoveTo)
            .map(ImageStatus::wireName)
            .sorted()
            .collect(Collectors.joining(" "));

    assertThat(reached)
        .isEqualTo(Arrays.stream(targets.split(" ")).sorted().collect(Collectors.joining(" ")));
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsWireName(ImageStatus status) {
    assertThat(ImageStatus.of(status.wireName())).isEqualTo(status);
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ImageStatus.of("ACTIVE"));
  }
}
