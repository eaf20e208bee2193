package io.glance.common.registryapi;

import io.glance.common.image.MemberStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of images to find.
 *
 * @param limit images at most; 0 finds none
 * @param marker id of the image that the page starts after
 * @param sort never empty; the last keys make the order total
 * @param memberStatus which offers to the caller count for shared images; absent: all
 * @param hidden whether hidden images are listed instead of the others
 * @param properties additional properties and the value each must have
 * @param tags all of which an image must carry
 * @param rows whether deleted images are meant
 * @param asUser whether an administrator looks as somebody who is none
 */
public record ImageQuery(
    int limit,
    @Nullable String marker,
    List<SortKey> sort,
    VisibilityScope visibility,
    @Nullable MemberStatus memberStatus,
    boolean hidden,
    List<Condition> conditions,
    Map<String, String> properties,
    List<String> tags,
    Rows rows,
    boolean asUser) {

  public ImageQuery {
    sort = List.copyOf(sort);
    conditions = List.copyOf(conditions);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    tags = List.copyOf(tags);
  }

  /** A page of images that are not deleted, with all that its caller may see. */
  @SuppressWarnings("NullAway") // javac loses the @Nullable in the type of a record's parameter
  public ImageQuery(
      int limit,
      @Nullable String marker,
      List<SortKey> sort,
      VisibilityScope visibility,
      @Nullable MemberStatus memberStatus,
      boolean hidden,
      List<Condition> conditions,
      Map<String, String> properties,
      List<String> tags) {
    this(
        limit,
        marker,
        sort,
        visibility,
        memberStatus,
        hidden,
        conditions,
        properties,
        tags,
        Rows.LIVE,
        false);
  }

  /** The same, with other conditions on additional properties. */
  public ImageQuery withProperties(Map<String, String> others) {
    return new ImageQuery(
        limit,
        marker,
        sort,
        visibility,
        memberStatus,
        hidden,
        conditions,
        others,
        tags,
        rows,
        asUser);
  }

  /** Which of the images that the caller may see are meant. */
  public enum VisibilityScope {
    /** All but community images of other projects. */
    USUAL,
    ALL,
    PUBLIC,
    COMMUNITY,
    SHARED,
    PRIVATE,
    NOT_PUBLIC
  }

  /** Which rows count. */
  public enum Rows {
    /** Neither deleted nor given up. */
    LIVE,
    DELETED,
    /** Those that were given up, too. */
    ALL
  }

  public record SortKey(ImageField field, boolean ascending) {}

  public enum Comparison {
    EQUAL,
    NOT_EQUAL,
    IN,
    GREATER,
    GREATER_OR_EQUAL,
    LESS,
    LESS_OR_EQUAL
  }

  /**
   * @param values as written on the wire: numbers in decimal, times in ISO 8601 with a {@code Z},
   *     booleans as {@code true} and {@code false}; exactly one unless the comparison is {@code IN}
   */
  public record Condition(ImageField field, Comparison comparison, List<String> values) {
    public Condition {
      values = List.copyOf(values);
    }
  }
}
