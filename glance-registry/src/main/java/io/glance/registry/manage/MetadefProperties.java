package io.glance.registry.manage;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where metadata definitions are on disk, section {@code [DEFAULT]}.
 *
 * @param metadataSourcePath directory that files are loaded from and exported to
 */
@ConfigurationProperties("oslo.default")
record MetadefProperties(@DefaultValue("/etc/glance/metadefs") Path metadataSourcePath) {}
