package io.glance.api.location;

import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.image.ImageStatus;
import io.glance.common.json.GlanceJson;
import io.glance.store.checked.HashAlgorithm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * The locations of an image while edits are made to them, one after the other, and what the image
 * gets with its first one. Nothing of it is stored, and no bytes are removed.
 *
 * <p>Source: glance/api/v2/images.py, _do_add_locations, _do_replace_locations and
 * _do_remove_locations; glance/location.py, StoreLocations.
 */
public final class EditedLocations {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final int MOST_DIGITS = 9;

  private final Editor editor;
  private final LocationRules rules;
  private final LocationProperties options;
  private final HashAlgorithm algorithm;
  private final List<ImageLocation> before;

  /** Bytes that the image was declared to have before it has any; absent if nothing was said. */
  private final @Nullable Long declared;

  private final boolean saysEmpty;
  private final List<ImageLocation> locations;
  private final Set<String> exclusive = new LinkedHashSet<>();
  private final Map<String, @Nullable String> digests = new HashMap<>();
  private ImageStatus status;
  private @Nullable Long size;
  private boolean edited;

  /**
   * @param editor the caller
   */
  EditedLocations(
      Image image,
      LocationRules rules,
      LocationProperties options,
      HashAlgorithm algorithm,
      Editor editor) {
    this.editor = editor;
    this.rules = rules;
    this.options = options;
    this.algorithm = algorithm;
    before = image.status() == ImageStatus.ACTIVE ? image.locations() : List.of();
    saysEmpty = image.status() == ImageStatus.ACTIVE && image.locations().isEmpty();
    declared = image.status() == ImageStatus.QUEUED ? image.size() : null;
    locations = new ArrayList<>(image.locations());
    digests.put("checksum", image.checksum());
    digests.put("os_hash_algo", image.hashAlgorithm());
    digests.put("os_hash_value", image.hashValue());
    status = image.status();
    size = image.size();
  }

  /**
   * The formats that an image has at the moment of an edit, which its first location needs.
   *
   * @param disk absent if it has none
   * @param container absent if it has none
   */
  public record Formats(@Nullable String disk, @Nullable String container) {}

  /**
   * Sets all locations: the first ones of a queued image, or new metadata for the same urls.
   *
   * @param wanted a list that fits the schema
   * @throws GlanceException.Forbidden if locations are invisible, or the list is empty
   * @throws GlanceException.Conflict if the image stands elsewhere, for validation data, or if
   *     readers of an active image were led to other bytes
   * @throws GlanceException.Invalid if the image has other urls, or a location cannot be added
   * @throws GlanceException.LimitExceeded if they are too many
   */
  public void replace(JsonNode wanted, Formats formats) {
    if (wanted.isEmpty()) {
      throw new GlanceException.Forbidden(null, "Cannot set locations to empty list.");
    }
    requireVisible("update");
    requireStatus("replace", status == ImageStatus.ACTIVE || status == ImageStatus.QUEUED);
    Map<String, String> data = validated(wanted);
    List<ImageLocation> all = new ArrayList<>();
    wanted.forEach(one -> all.add(location(one)));
    requireRoomFor(all.size());
    if (urls(all).equals(urls(locations))) {
      setMetadata(all);
    } else {
      setFirst(all);
    }
    requireSameBytes("replace");
    activate(data, formats);
  }

  private void setMetadata(List<ImageLocation> all) {
    List<ImageLocation> left = new ArrayList<>(locations);
    locations.clear();
    for (ImageLocation wanted : all) {
      LocationRules.requireMetadata(wanted.metadata());
      ImageLocation stored =
          left.stream().filter(one -> one.url().equals(wanted.url())).findFirst().orElse(wanted);
      left.remove(stored);
      locations.add(new ImageLocation(stored.id(), stored.url(), wanted.metadata()));
    }
  }

  private void setFirst(List<ImageLocation> all) {
    if (!locations.isEmpty()) {
      throw new GlanceException.Invalid("Original locations is not empty: their URLs must stay.");
    }
    for (ImageLocation wanted : all) {
      insert(locations.size(), wanted);
    }
  }

  /**
   * Adds one location.
   *
   * @param position a number, or {@code -} for the end
   * @param wanted a location that fits the schema
   * @throws GlanceException as {@link #replace} does
   */
  public void add(String position, JsonNode wanted, Formats formats) {
    requireVisible("add");
    requireStatus("add", status == ImageStatus.ACTIVE || status == ImageStatus.QUEUED);
    Map<String, String> data = validated(List.of(wanted));
    ImageLocation location = location(wanted);
    int at = position(position, "adding", locations.size());
    insert(Math.min(at, locations.size()), location);
    requireSameBytes("add");
    activate(data, formats);
  }

  /**
   * Sets the only location of an image that waits for data, whether or not callers see locations.
   *
   * <p>Source: glance/api/v1/images.py, Controller._activate.
   *
   * @throws GlanceException as {@link #replace} does
   */
  public void setOnly(String url, Formats formats) {
    requireStatus("set", status == ImageStatus.QUEUED);
    insert(0, rules.withStore(new ImageLocation(0, url, Map.of())));
    activate(Map.of(), formats);
  }

  /** Stored as its store writes it, so that texts tell whether two places are one. */
  private void insert(int at, ImageLocation wanted) {
    boolean sizeKnown = size != null && size > 0;
    if (sizeKnown) {
      requireRoomFor(locations.size() + 1);
    }
    long bytes = rules.requireBytes(wanted, sizeKnown, editor);
    requireDeclared(bytes);
    ImageLocation location = rules.canonical(wanted);
    requireRoomFor(locations.size() + 1);
    LocationRules.requireMetadata(location.metadata());
    boolean isKnown =
        locations.stream()
            .anyMatch(one ->
                rules.canonical(one).url().equals(location.url())
                    && one.metadata().equals(location.metadata()));
    if (isKnown) {
      throw new GlanceException.Invalid("The location URL already exists");
    }
    if (rules.isExclusive(location)) {
      exclusive.add(location.url());
      exclusive.add(wanted.url());
    }
    locations.add(at, location);
    if (!sizeKnown) {
      size = bytes;
    }
  }

  /** API v1 declares sizes beforehand, by which a project's room is counted afterwards. */
  private void requireDeclared(long bytes) {
    if (declared != null && declared > 0 && declared != bytes) {
      throw new GlanceException.Conflict(
          "Provided image size must match the stored image size. (provided size: %d, stored size: %d)"
              .formatted(declared, bytes));
    }
  }

  /**
   * Removes one location. Its bytes are the editor's to remove when the edit is stored.
   *
   * @param position a number, or {@code -} for the last one
   * @throws GlanceException.Forbidden if locations are invisible, or there is no other one
   * @throws GlanceException.Conflict if the image is not active, or readers were led to other bytes
   * @throws GlanceException.Invalid if there is none at the position
   */
  public void remove(String position) {
    requireVisible("remove");
    requireStatus("remove", status == ImageStatus.ACTIVE);
    if (locations.size() == 1) {
      throw new GlanceException.Forbidden(null, "Cannot remove last location in the image.");
    }
    int at = position(position, "removing", locations.size() - 1);
    if (at < 0 || at >= locations.size()) {
      throw invalidPosition("removing");
    }
    locations.remove(at);
    requireSameBytes("remove");
    edited = true;
  }

  /**
   * Who may not name any place does not lead the readers of an active image to other bytes: what
   * they are given first stays first, or something that this service keeps is. One that is active
   * and says that it is empty stays so.
   */
  private void requireSameBytes(String verb) {
    if (editor.mayNameAny()) {
      return;
    }
    requireStatus(verb, !saysEmpty);
    if (before.isEmpty()) {
      return;
    }
    ImageLocation first = locations.getFirst();
    requireStatus(verb, first.url().equals(before.getFirst().url()) || rules.isKeptHere(first));
  }

  private static int position(String position, String purpose, int end) {
    if (position.equals("-")) {
      return end;
    }
    if (position.isEmpty() || !position.chars().allMatch(one -> one >= '0' && one <= '9')) {
      throw invalidPosition(purpose);
    }
    return position.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(position);
  }

  private static GlanceException invalidPosition(String purpose) {
    return new GlanceException.Invalid("Invalid position for %s a location.".formatted(purpose));
  }

  private void requireVisible(String verb) {
    if (!options.showMultipleLocations()) {
      throw new GlanceException.Forbidden(
          "It's not allowed to %s locations if locations are invisible.".formatted(verb));
    }
  }

  private void requireStatus(String verb, boolean fits) {
    if (!fits) {
      throw new GlanceException.Conflict(
          "It's not allowed to %s locations if image status is %s."
              .formatted(verb, status.wireName()));
    }
  }

  private void requireRoomFor(int attempted) {
    int maximum = options.imageLocationQuota();
    if (maximum >= 0 && attempted > maximum) {
      throw new GlanceException.LimitExceeded(
          "The limit has been exceeded on the number of allowed image locations. Attempted: %d, Maximum: %d"
              .formatted(attempted, maximum));
    }
  }

  private Map<String, String> validated(Iterable<JsonNode> wanted) {
    return ValidationData.requireNew(wanted, digests, status == ImageStatus.QUEUED, algorithm);
  }

  private ImageLocation location(JsonNode wanted) {
    Map<String, Object> metadata =
        GlanceJson.internal().convertValue(wanted.get("metadata"), OBJECT);
    return rules.withStore(new ImageLocation(0, wanted.get("url").stringValue(), metadata));
  }

  private static List<String> urls(List<ImageLocation> of) {
    return of.stream().map(ImageLocation::url).sorted().toList();
  }

  /** The first location makes a queued image active. */
  private void activate(Map<String, String> data, Formats formats) {
    edited = true;
    if (status != ImageStatus.QUEUED) {
      return;
    }
    List<String> missing = new ArrayList<>();
    if (isEmpty(formats.disk())) {
      missing.add("disk_format");
    }
    if (isEmpty(formats.container())) {
      missing.add("container_format");
    }
    if (!missing.isEmpty()) {
      throw new GlanceException.Invalid(
          "%s %s must be set prior to saving data."
              .formatted(
                  missing.size() == 1 ? "Property" : "Properties", String.join(", ", missing)));
    }
    digests.putAll(data);
    status = ImageStatus.ACTIVE;
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  /** Whether anything was edited. */
  public boolean isEdited() {
    return edited;
  }

  public ImageStatus status() {
    return status;
  }

  public List<ImageLocation> locations() {
    return List.copyOf(locations);
  }

  /** Urls that no other image may have. */
  public List<String> exclusive() {
    return List.copyOf(exclusive);
  }

  /** Bytes, absent if the image has none. */
  public @Nullable Long size() {
    return size;
  }

  /** What the image has of {@code checksum}, {@code os_hash_algo} or {@code os_hash_value}. */
  public @Nullable String digest(String name) {
    return digests.get(name);
  }
}
