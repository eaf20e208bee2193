package io.glance.api.location;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where locations are shown and how many there may be, section {@code [DEFAULT]}.
 *
 * @param showImageDirectUrl whether images show the url of their first location
 * @param showMultipleLocations whether images show their locations and clients may change them
 * @param imageLocationQuota locations that an image may have; negative: any number
 */
@ConfigurationProperties("oslo.default")
public record LocationProperties(
    @DefaultValue("false") boolean showImageDirectUrl,
    @DefaultValue("false") boolean showMultipleLocations,
    @DefaultValue("10") int imageLocationQuota) {}
