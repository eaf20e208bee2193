package io.glance.api.frontdoor;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.glance.api.importing.StageForwarding.Answer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class ForwardedRequestsTest {
  private static final String REFUSED = "<html><body>409 Conflict: é</body></html>";

  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(new Relaying())
          .setMessageConverters(WebConfiguration.writers().toArray(HttpMessageConverter[]::new))
          .build();

  @RestController
  static class Relaying {
    @GetMapping("/refused")
    ResponseEntity<byte[]> refused() {
      return ForwardedRequests.relay(new Answer(409, REFUSED, "text/html; charset=UTF-8", "req-2"));
    }

    @GetMapping("/done")
    ResponseEntity<byte[]> done() {
      return ForwardedRequests.relay(new Answer(202, "", null, "req-3"));
    }
  }

  @Test
  void whatTheOtherNodeSaysIsSaidToTheLetter() throws Exception {
    mvc.perform(get("/refused"))
        .andExpect(status().isConflict())
        .andExpect(header().string(HttpHeaders.CONTENT_TYPE, "text/html; charset=UTF-8"))
        .andExpect(header().string("x-openstack-request-id", "req-2"))
        .andExpect(content().bytes(REFUSED.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void nothingStaysNothing() throws Exception {
    mvc.perform(get("/done"))
        .andExpect(status().isAccepted())
        .andExpect(header().doesNotExist(HttpHeaders.CONTENT_TYPE))
        .andExpect(content().string(""));
  }
}
