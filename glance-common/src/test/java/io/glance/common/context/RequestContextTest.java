package io.glance.common.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.config.Secret;
import io.glance.common.json.GlanceJson;
import io.glance.common.keystone.ServiceCatalog;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestContextTest {

  @Test
  void whatTheCallerShowedIsToldToNobody() {
    Identity identity =
        new Identity(
            "d", "d", null, null, true, false, null, Secret.of("token"), ServiceCatalog.EMPTY);
    RequestContext caller =
        new RequestContext("u", "p", Set.of("member"), false, "req-1", identity);

    String sent = GlanceJson.internal().writeValueAsString(caller);

    assertThat(sent).doesNotContain("identity").doesNotContain("token");
    assertThat(GlanceJson.internal().readValue(sent, RequestContext.class))
        .isEqualTo(new RequestContext("u", "p", Set.of("member"), false, "req-1"));
  }
}
