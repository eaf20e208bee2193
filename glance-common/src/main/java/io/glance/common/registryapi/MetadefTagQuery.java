package io.glance.common.registryapi;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A page of the tags of a namespace.
 *
 * @param limit tags at most; absent: all of them
 * @param marker name of the tag that the page starts after
 * @param sort tags alike in it are sorted by creation, in the same direction
 */
public record MetadefTagQuery(
    @Nullable Integer limit, @Nullable String marker, Field sort, boolean ascending) {

  /** What tags can be sorted by. */
  public enum Field {
    CREATED_AT,
    UPDATED_AT,
    NAME;

    /** The name on the wire, which is the column's, too. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Ids, which nobody sees, stand for the time of creation. */
    public static Optional<Field> find(String wireName) {
      boolean isId = wireName.equals("id") || wireName.equals("namespace_id");
      String wanted = isId ? CREATED_AT.wireName() : wireName;
      return Arrays.stream(values()).filter(one -> one.wireName().equals(wanted)).findFirst();
    }
  }
}
