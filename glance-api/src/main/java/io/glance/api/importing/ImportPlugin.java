package io.glance.api.importing;

import java.io.IOException;

/** A step that changes an image before it is stored. */
interface ImportPlugin {

  /** As {@code image_import_plugins} names it. */
  String name();

  /** Whether it may change the bytes where they are staged. */
  boolean changesStagedBytes();

  /**
   * The image and its bytes after this step. What it returns closes what it was given.
   *
   * @throws ImportFailure if the image cannot be imported, in words for those who look at the task
   */
  Prepared apply(Prepared prepared, Job job, Progress progress) throws IOException;
}
