package io.glance.common.image;

/**
 * Properties of images that the services keep their own notes in, under the names of the original.
 * No caller may write them.
 */
public final class InternalProperties {
  /** What all their names begin with. */
  public static final String PREFIX = "os_glance";

  /** The original's lock against two imports at once; its value is the id of the task. */
  public static final String IMPORT_TASK = "os_glance_import_task";

  /** URL of the node that has staged bytes. */
  public static final String STAGE_HOST = "os_glance_stage_host";

  /** URL of the node that computes digests of a location. */
  public static final String HASH_HOST = "os_glance_hash_op_host";

  /** Stores that an import still goes to, with commas between. */
  public static final String IMPORTING_TO = "os_glance_importing_to_stores";

  /** Stores that an import failed in, with commas between. */
  public static final String FAILED_IMPORT = "os_glance_failed_import";

  private InternalProperties() {}

  /** Whether a property of that name is shown to nobody. */
  public static boolean isKnownToTheServiceOnly(String name) {
    return name.equals(STAGE_HOST) || name.equals(HASH_HOST);
  }
}
