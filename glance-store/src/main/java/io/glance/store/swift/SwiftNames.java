package io.glance.store.swift;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.glance.common.json.GlanceJson;
import io.glance.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The names that an account has, in order, as many at a time as Swift tells. */
final class SwiftNames {
  private final SwiftObjects objects;

  SwiftNames(SwiftObjects objects) {
    this.objects = objects;
  }

  /**
   * A container or an object.
   *
   * @param bytes 0 of a manifest
   * @param lastModified in UTC; absent where Swift does not say
   */
  record Entry(
      @Nullable String name,
      long bytes,
      @JsonProperty("last_modified") @Nullable String lastModified) {

    @Override
    public String name() {
      return Objects.requireNonNullElse(name, "");
    }

    /** What was changed at an unknown time counts as changed now. */
    Instant changed() {
      if (lastModified == null) {
        return Instant.now();
      }
      try {
        return LocalDateTime.parse(lastModified.replaceFirst("Z$", "")).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException e) {
        return Instant.now();
      }
    }
  }

  /** Looks at a container or an object. */
  interface Visitor {
    void visit(Entry entry) throws IOException;
  }

  void forEachContainer(String prefix, Visitor visitor) throws IOException {
    walk(after -> SwiftPath.ofContainers(prefix, after), visitor);
  }

  /** Shows nothing if there is no such container. */
  void forEachObject(String container, Visitor visitor) throws IOException {
    walk(after -> SwiftPath.ofNames(container, "", after), visitor);
  }

  private interface Next {
    SwiftPath page(String after);
  }

  private void walk(Next next, Visitor visitor) throws IOException {
    String after = "";
    while (true) {
      SwiftAnswer answer = objects.ask("GET", next.page(after));
      if (answer.status() == SwiftAnswer.NOT_FOUND) {
        return;
      }
      if (!answer.isSuccess()) {
        throw SwiftErrors.ofReading(answer);
      }
      List<Entry> page = page(answer);
      if (page.isEmpty()) {
        return;
      }
      for (Entry entry : page) {
        visitor.visit(entry);
      }
      if (page.getLast().name().equals(after)) {
        throw new StoreException.Unavailable("Swift's list of names has no end.");
      }
      after = page.getLast().name();
    }
  }

  private static List<Entry> page(SwiftAnswer answer) throws IOException {
    if (answer.body().isEmpty()) {
      return List.of();
    }
    try {
      return List.of(GlanceJson.internal().readValue(answer.body(), Entry[].class));
    } catch (JacksonException e) {
      throw new IOException("Swift's list of names cannot be read");
    }
  }
}
