package io.glance.api.identity;

import io.glance.common.context.Identity;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are. */
@RestController
class WhoController {

  @GetMapping("/v2/who")
  Map<String, String> who(RequestContext caller) {
    Identity identity = caller.identity();
    Map<String, String> who = new LinkedHashMap<>();
    who.put("user", String.valueOf(caller.userId()));
    who.put("project", String.valueOf(caller.projectId()));
    who.put("roles", new TreeSet<>(caller.roles()).toString());
    who.put("admin", String.valueOf(caller.admin()));
    who.put("system", String.valueOf(identity.systemScope()));
    who.put("domain", String.valueOf(identity.domainId()));
    who.put("readOnly", String.valueOf(identity.readOnly()));
    who.put("service", identity.service() == null ? "null" : identity.service().roles().toString());
    who.put("token", identity.token() == null ? "null" : identity.token().reveal());
    who.put("images", identity.catalog().url("image", "public", "north").orElse("null"));
    who.put("request", caller.requestId());
    return who;
  }

  @GetMapping("/v2/who/else")
  void refuse() {
    throw new GlanceException.Unauthorized("Not you");
  }
}
