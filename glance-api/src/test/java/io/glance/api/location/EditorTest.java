package io.glance.api.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageLocation;
import io.glance.common.outbound.OutboundFilter;
import io.glance.common.outbound.OutboundProperties;
import io.glance.store.backends.Stores;
import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.memory.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may name which places. */
class EditorTest {
  private static final String OWN = "11111111-1111-4111-8111-111111111111";
  private static final String OTHERS = "22222222-2222-4222-8222-222222222222";

  private final MemoryStore memory = new MemoryStore();
  private final LocationRules rules =
      new LocationRules(
          Stores.of(
              List.of(
                  new Stores.Backend(
                      new CheckedStore("memory", memory, new Digests()), List.of("memory")))),
          new OutboundFilter(
              new OutboundProperties(
                  List.of(), List.of(), List.of(), List.of(), List.of(), List.of())));

  @BeforeEach
  void keepImages() throws IOException {
    memory.write(OWN, new ByteArrayInputStream(new byte[3]), 3);
    memory.write(OTHERS, new ByteArrayInputStream(new byte[5]), 5);
  }

  @Test
  void aMemberNamesThePlaceOfHisOwnImageAndOfNoOther() {
    Editor member = Editor.of(caller(Set.of("member"), false), OWN);

    assertThat(rules.requireBytes(place(OWN), true, member)).isEqualTo(3);
    assertThatThrownBy(() -> rules.requireBytes(place(OTHERS), true, member))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage("Invalid location");
  }

  @Test
  void operatorsAndServicesNameAnyPlace() {
    Editor administrator = Editor.of(caller(Set.of("admin"), true), OWN);
    Editor service = Editor.of(caller(Set.of("service"), false), OWN);

    assertThat(rules.requireBytes(place(OTHERS), true, administrator)).isEqualTo(5);
    assertThat(rules.requireBytes(place(OTHERS), true, service)).isEqualTo(5);
  }

  private static ImageLocation place(String image) {
    return new ImageLocation(0, "memory://" + image, Map.of());
  }

  private static RequestContext caller(Set<String> roles, boolean admin) {
    return new RequestContext("user", "acme", roles, admin, "req-1");
  }
}
