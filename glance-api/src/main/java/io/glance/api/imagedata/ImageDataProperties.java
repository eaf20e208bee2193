package io.glance.api.imagedata;

import io.glance.store.checked.HashAlgorithm;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What uploads obey, section {@code [DEFAULT]}.
 *
 * @param imageSizeCap bytes of an image at most
 * @param hashingAlgorithm of the digest that is kept beside the md5
 */
@ConfigurationProperties("oslo.default")
public record ImageDataProperties(
    @DefaultValue("1099511627776") long imageSizeCap,
    @DefaultValue("sha512") HashAlgorithm hashingAlgorithm) {

  public ImageDataProperties {
    if (imageSizeCap < 1) {
      throw new IllegalArgumentException(
          "image_size_cap is %d, must be at least 1".formatted(imageSizeCap));
    }
  }
}
