package io.glance.store.backends;

import io.glance.store.checked.Digests;
import io.glance.store.file.FileStoreProperties;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * The stores that the service keeps for itself. No client may name them.
 *
 * @param staging where bytes wait for their import
 * @param tasks where tasks put their files, absent if they have no place
 */
record ReservedStores(ReservedStore staging, @Nullable ReservedStore tasks) {
  private static final String STAGING = "os_glance_staging_store";
  private static final String TASKS = "os_glance_tasks_store";

  /** As {@code node_staging_uri} and {@code [task] work_dir} say. */
  static ReservedStores ofOneStore(Binder options, Digests digests) {
    Path staging = options.bindOrCreate("oslo.default", StagingProperties.class).directory();
    @Nullable String tasks =
        options.bindOrCreate("oslo.task", TaskDirectoryProperties.class).workDir();
    return new ReservedStores(
        new ReservedStore(STAGING, FileStoreProperties.in(staging), digests),
        tasks == null || tasks.isBlank()
            ? null
            : new ReservedStore(TASKS, FileStoreProperties.in(Path.of(tasks)), digests));
  }

  /** Both below a directory. */
  static ReservedStores below(Path directory, Digests digests) {
    return new ReservedStores(
        new ReservedStore(STAGING, FileStoreProperties.in(directory.resolve("staging")), digests),
        new ReservedStore(TASKS, FileStoreProperties.in(directory.resolve("tasks")), digests));
  }

  /** As the sections of their names say. */
  static ReservedStores ofSections(Binder options, Digests digests) {
    return new ReservedStores(
        ofSection(STAGING, options, digests), ofSection(TASKS, options, digests));
  }

  /** Source: glance_store/multi_backend.py, register_store_opts. */
  private static ReservedStore ofSection(String id, Binder options, Digests digests) {
    FileStoreProperties properties =
        options
            .bindOrCreate(Sections.prefix(id), FileStoreProperties.class)
            .orIn(Path.of("/var/lib/glance", id));
    return new ReservedStore(id, properties, digests);
  }
}
