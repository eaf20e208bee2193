package io.glance.api.frontdoor;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is believed of a proxy, section {@code [oslo_middleware]}.
 *
 * @param enableProxyHeadersParsing whether the headers are believed in which a proxy says how it
 *     was asked; not unless there is one that sets them
 */
@ConfigurationProperties("oslo.oslo-middleware")
record ProxyProperties(@DefaultValue("false") boolean enableProxyHeadersParsing) {}
