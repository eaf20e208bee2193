package io.glance.common.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLocationTest {

  @ParameterizedTest
  @CsvSource({
    "swift+https://service%3Aglance:s3cr%40t@identity:5000/v3/pictures/1, swift+https://identity:5000/v3/pictures/1",
    "swift+http://account:user:pass@host/v1/pictures/1, swift+http://host/v1/pictures/1",
    "SWIFT://user:key@host/pictures/1, SWIFT://host/pictures/1",
    "s3://access:with/slash@in@storage:7480/pictures/1, s3://storage:7480/pictures/1",
    "s3+https://access:key@storage/pictures/1, s3+https://storage/pictures/1"
  })
  void accountOfAStoreIsNotShown(String url, String shown) {
    assertThat(at(url).urlWithoutAccount()).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///var/lib/glance/images/a@b",
        "rbd://fsid/pool/image/snap",
        "http://user:pass@web/a",
        "swift+config://ref/pictures/1",
        "s3+https://storage/pictures/1"
      })
  void otherUrlsAreShownAsTheyAre(String url) {
    assertThat(at(url).urlWithoutAccount()).isEqualTo(url);
  }

  private static ImageLocation at(String url) {
    return new ImageLocation(1, url, Map.of());
  }
}
