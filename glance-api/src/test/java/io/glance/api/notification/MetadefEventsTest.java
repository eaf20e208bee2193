package io.glance.api.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.image.Visibility;
import io.glance.common.metadef.MetadefObject;
import io.glance.common.metadef.MetadefProperty;
import io.glance.common.metadef.MetadefTag;
import io.glance.common.metadef.Namespace;
import io.glance.common.metadef.NamespaceContents;
import io.glance.common.metadef.ResourceTypeAssociation;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The texts are what the original's notifier makes of the same things. */
class MetadefEventsTest {
  private static final Instant THEN = Instant.parse("2026-01-31T11:00:00Z");
  private static final Namespace NAMESPACE =
      new Namespace("N", "A name", null, Visibility.PRIVATE, false, "acme", THEN, THEN);
  private static final MetadefTag TAG = new MetadefTag("t", THEN, null);
  private static final MetadefProperty PROPERTY =
      new MetadefProperty("p", "{\"name\": \"p\", \"type\": \"string\", \"title\": \"\"}");
  private static final MetadefObject OBJECT =
      new MetadefObject(
          "o",
          List.of(),
          null,
          "{\"x\": {\"type\": \"integer\", \"title\": \"\", \"minimum\": 0, \"maximum\": 9}}",
          THEN,
          THEN);
  private static final ResourceTypeAssociation ASSOCIATION =
      new ResourceTypeAssociation("T", "p_", null, THEN, THEN);

  private final Told told = new Told();
  private final MetadefEvents events = new MetadefEvents(told.notifier, Told.CLOCK);

  private String payload() {
    return new JsonMapper().writeValueAsString(told.driver.notifications().getFirst().payload());
  }

  @Test
  void aNewNamespaceIsToldWithItsPartsOneByOne() {
    events.created(
        new NamespaceContents(
            NAMESPACE, List.of(ASSOCIATION), List.of(PROPERTY), List.of(OBJECT), List.of(TAG)));

    assertThat(told.events())
        .containsExactly(
            "metadef_namespace.create INFO",
            "metadef_resource_type.create INFO",
            "metadef_object.create INFO",
            "metadef_tag.create INFO",
            "metadef_property.create INFO");
    assertThat(payload())
        .isEqualTo(
            """
            {"namespace":"N","namespace_old":"N","display_name":"A name","protected":false,\
            "visibility":"private","owner":"acme","description":null,\
            "created_at":"2026-01-31T11:00:00Z","updated_at":"2026-01-31T11:00:00Z",\
            "deleted":false,"deleted_at":null}\
            """);
  }

  @Test
  void aRenamedNamespaceIsToldWithBothNames() {
    events.updated("old", NAMESPACE);

    assertThat(told.events()).containsExactly("metadef_namespace.update INFO");
    assertThat(payload()).startsWith("{\"namespace\":\"N\",\"namespace_old\":\"old\"");
  }

  @Test
  void aDeletionSaysWhen() {
    events.deleted(NAMESPACE);

    assertThat(payload()).endsWith("\"deleted\":true,\"deleted_at\":\"2026-01-31T12:00:00Z\"}");
  }

  @Test
  void anEmptiedNamespaceIsNotADeletedOne() {
    events.emptiedOfObjects(NAMESPACE);
    events.emptiedOfProperties(NAMESPACE);
    events.emptiedOfTags(NAMESPACE);

    assertThat(told.events())
        .containsExactly(
            "metadef_namespace.delete_objects INFO",
            "metadef_namespace.delete_properties INFO",
            "metadef_namespace.delete_tags INFO");
    assertThat(payload()).endsWith("\"deleted\":false,\"deleted_at\":null}");
  }

  @Test
  void theDefinitionsOfAnObjectAreToldWithoutWhatIsNothing() {
    events.created(NAMESPACE, OBJECT);

    assertThat(payload())
        .isEqualTo(
            """
            {"namespace":"N","name":"o","name_old":"o","properties":[{"name":"x",\
            "type":"integer","title":null,"description":null,"default":null,"minimum":null,\
            "maximum":9,"enum":null,"pattern":null,"minLength":null,"maxLength":null,\
            "confidential":null,"items":null,"uniqueItems":null,"minItems":null,"maxItems":null,\
            "additionalItems":null}],"required":null,"description":null,\
            "created_at":"2026-01-31T11:00:00Z","updated_at":"2026-01-31T11:00:00Z",\
            "deleted":false,"deleted_at":null}\
            """);
  }

  @Test
  void aPropertyHasNoTimes() {
    events.updated(NAMESPACE, "old", PROPERTY);

    assertThat(payload())
        .startsWith(
            "{\"namespace\":\"N\",\"name\":\"p\",\"name_old\":\"old\",\"type\":\"string\","
                + "\"title\":\"\",\"description\":null")
        .endsWith("\"additionalItems\":null,\"deleted\":false,\"deleted_at\":null}");
  }

  @Test
  void tagsAndAssociationsAreToldAsTheyWere() {
    events.deleted(NAMESPACE, TAG);
    events.deleted(NAMESPACE, ASSOCIATION);
    events.deleted(NAMESPACE, OBJECT);
    events.deleted(NAMESPACE, PROPERTY);

    assertThat(told.events())
        .containsExactly(
            "metadef_tag.delete INFO",
            "metadef_resource_type.delete INFO",
            "metadef_object.delete INFO",
            "metadef_property.delete INFO");
    assertThat(payload()).startsWith("{\"namespace\":\"N\",\"name\":\"t\",\"name_old\":\"t\"");
  }
}
