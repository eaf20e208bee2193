package io.glance.store;

import java.util.Set;

/**
 * Who but its owner may read an image.
 *
 * @param everybody whether the image is public
 * @param projects ids
 */
public record Readers(boolean everybody, Set<String> projects) {
  public static final Readers NOBODY = new Readers(false, Set.of());

  public Readers {
    projects = Set.copyOf(projects);
  }
}
