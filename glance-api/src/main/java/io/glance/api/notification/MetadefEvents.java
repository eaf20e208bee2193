package io.glance.api.notification;

import io.glance.common.metadef.MetadefObject;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.NamespaceContents;
import io.glance.common.metadef.ResourceTypeAssociation;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What services say of metadata definitions. No method fails. */
public final class MetadefEvents {
  private final Notifier notifier;
  private final Clock clock;

  public MetadefEvents(Notifier notifier, Clock clock) {
    this.notifier = notifier;
    this.clock = clock;
  }

  /** A namespace, and one by one what came with it. */
  public void created(NamespaceContents made) {
    Namespace namespace = made.namespace();
    send("metadef_namespace.create", () -> MetadefPayloads.of(namespace, namespace.name(), null));
    made.associations().forEach(one -> created(namespace, one));
    made.objects().forEach(one -> created(namespace, one));
    made.tags().forEach(one -> created(namespace, one));
    made.properties().forEach(one -> created(namespace, one));
  }

  /**
   * @param oldName that it had before
   */
  public void updated(String oldName, Namespace namespace) {
    send("metadef_namespace.update", () -> MetadefPayloads.of(namespace, oldName, null));
  }

  /**
   * @param namespace as it was
   */
  public void deleted(Namespace namespace) {
    Instant now = clock.instant();
    send("metadef_namespace.delete", () -> MetadefPayloads.of(namespace, namespace.name(), now));
  }

  public void emptiedOfObjects(Namespace namespace) {
    emptied("objects", namespace);
  }

  public void emptiedOfProperties(Namespace namespace) {
    emptied("properties", namespace);
  }

  public void emptiedOfTags(Namespace namespace) {
    emptied("tags", namespace);
  }

  private void emptied(String what, Namespace namespace) {
    send(
        "metadef_namespace.delete_" + what,
        () -> MetadefPayloads.of(namespace, namespace.name(), null));
  }

  public void created(Namespace namespace, MetadefObject object) {
    send("metadef_object.create", () -> MetadefPayloads.of(namespace, object, object.name(), null));
  }

  /**
   * @param oldName that it had before
   */
  public void updated(Namespace namespace, String oldName, MetadefObject object) {
    send("metadef_object.update", () -> MetadefPayloads.of(namespace, object, oldName, null));
  }

  /**
   * @param object as it was
   */
  public void deleted(Namespace namespace, MetadefObject object) {
    Instant now = clock.instant();
    send("metadef_object.delete", () -> MetadefPayloads.of(namespace, object, object.name(), now));
  }

  public void created(Namespace namespace, MetadefProperty property) {
    send(
        "metadef_property.create",
        () -> MetadefPayloads.of(namespace, property, property.name(), null));
  }

  /**
   * @param oldName that it had before
   */
  public void updated(Namespace namespace, String oldName, MetadefProperty property) {
    send("metadef_property.update", () -> MetadefPayloads.of(namespace, property, oldName, null));
  }

  /**
   * @param property as it was
   */
  public void deleted(Namespace namespace, MetadefProperty property) {
    Instant now = clock.instant();
    send(
        "metadef_property.delete",
        () -> MetadefPayloads.of(namespace, property, property.name(), now));
  }

  public void created(Namespace namespace, MetadefTag tag) {
    send("metadef_tag.create", () -> MetadefPayloads.of(namespace, tag, tag.name(), null));
  }

  /**
   * @param oldName that it had before
   */
  public void updated(Namespace namespace, String oldName, MetadefTag tag) {
    send("metadef_tag.update", () -> MetadefPayloads.of(namespace, tag, oldName, null));
  }

  /**
   * @param tag as it was
   */
  public void deleted(Namespace namespace, MetadefTag tag) {
    Instant now = clock.instant();
    send("metadef_tag.delete", () -> MetadefPayloads.of(namespace, tag, tag.name(), now));
  }

  public void created(Namespace namespace, ResourceTypeAssociation association) {
    send("metadef_resource_type.create", () -> MetadefPayloads.of(namespace, association, null));
  }

  /**
   * @param association as it was
   */
  public void deleted(Namespace namespace, ResourceTypeAssociation association) {
    Instant now = clock.instant();
    send("metadef_resource_type.delete", () -> MetadefPayloads.of(namespace, association, now));
  }

  private void send(String type, Supplier<Map<String, @Nullable Object>> says) {
    notifier.send(new MetadefEvent(type, says));
  }
}
