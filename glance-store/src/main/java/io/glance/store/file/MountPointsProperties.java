package io.glance.store.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What clients that share the filesystem are told, section {@code [glance_store]} or the section of
 * a backend.
 *
 * @param filesystemStoreMetadataFile JSON file of what is noted with locations, see {@link
 *     MountPoints}
 */
@ConfigurationProperties("oslo.glance-store")
public record MountPointsProperties(@Nullable Path filesystemStoreMetadataFile) {}
