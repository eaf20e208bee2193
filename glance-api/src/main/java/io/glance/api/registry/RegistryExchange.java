package io.glance.api.registry;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.json.GlanceJson;
import io.glance.common.registryapi.RegistryError;
import io.glance.common.registryapi.RegistryErrors;
import io.glance.common.registryapi.RegistrySignature;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.service.invoker.HttpExchangeAdapter;
import org.springframework.web.service.invoker.HttpRequestValues;
import org.springframework.web.util.UriUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * What a generated client does with a call: signs it for its caller, sends it, and returns or
 * throws what the registry returned or threw.
 */
final class RegistryExchange implements HttpExchangeAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryExchange.class);

  /** Name of the attribute that holds the call's {@link RequestContext}. */
  static final String CALLER = RequestContext.class.getName();

  private static final ObjectReader ERRORS = GlanceJson.internal().readerFor(RegistryError.class);
  private static final ObjectWriter CALLERS =
      GlanceJson.internal().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  /** Of an answer that makes no sense. */
  private static final int LOGGED_BYTES = 200;

  /** Calls of {@code TransferRegistry} on which leases depend. */
  private static final Set<String> LEASE_CALLS = Set.of("/transfers/renew", "/transfers/claim");

  private final RegistryTransport transport;
  private final RegistryTransport leases;
  private final @Nullable RegistrySignature signature;
  private final Clock clock;
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();

  /**
   * @param leases for the calls on which leases depend: it gives up long before they run out
   */
  RegistryExchange(
      RegistryTransport transport,
      RegistryTransport leases,
      @Nullable RegistrySignature signature,
      Clock clock) {
    this.transport = transport;
    this.leases = leases;
    this.signature = signature;
    this.clock = clock;
  }

  @Override
  public boolean supportsRequestAttributes() {
    return true;
  }

  @Override
  public void exchange(HttpRequestValues call) {
    send(call);
  }

  @Override
  public HttpHeaders exchangeForHeaders(HttpRequestValues call) {
    throw new UnsupportedOperationException("no call of the registry answers with headers");
  }

  @Override
  public <T> @Nullable T exchangeForBody(
      HttpRequestValues call, ParameterizedTypeReference<T> type) {
    byte[] body = send(call).body();
    try {
      return readers.computeIfAbsent(type.getType(), RegistryExchange::readerFor).readValue(body);
    } catch (JacksonException e) {
      LOG.error("the registry's answer to {} makes no sense", call.getUriTemplate(), e);
      throw new GlanceException.Unavailable(null, null);
    }
  }

  private static ObjectReader readerFor(Type type) {
    return GlanceJson.internal().readerFor(GlanceJson.internal().constructType(type));
  }

  @Override
  public ResponseEntity<Void> exchangeForBodilessEntity(HttpRequestValues call) {
    return ResponseEntity.status(HttpStatusCode.valueOf(send(call).status())).build();
  }

  @Override
  public <T> ResponseEntity<T> exchangeForEntity(
      HttpRequestValues call, ParameterizedTypeReference<T> type) {
    return ResponseEntity.ofNullable(exchangeForBody(call, type));
  }

  private RegistryTransport.Answer send(HttpRequestValues call) {
    HttpMethod method = call.getHttpMethod();
    String template = call.getUriTemplate();
    if (method == null || template == null) {
      throw new IllegalArgumentException("a call without method or path");
    }
    String target = expand(template, call.getUriVariables());
    Object value = call.getBodyValue();
    byte[] body = value == null ? null : GlanceJson.internal().writeValueAsBytes(value);
    RegistryTransport way = LEASE_CALLS.contains(template) ? leases : transport;
    RegistryTransport.Answer answer =
        way.send(
            method.name(),
            target,
            headers(method.name(), target, call, body),
            body,
            HttpMethod.GET.equals(method) || template.endsWith("/search"));
    if (answer.status() >= 300) {
      throw decode(answer);
    }
    return answer;
  }

  private static String expand(String template, Map<String, String> variables) {
    StringBuilder target = new StringBuilder(template.length() + 40);
    int at = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', at)) {
      int close = template.indexOf('}', open);
      String value = variables.get(template.substring(open + 1, close));
      if (value == null) {
        throw new IllegalArgumentException("no value for a variable of " + template);
      }
      target.append(template, at, open);
      target.append(UriUtils.encode(value, StandardCharsets.UTF_8));
      at = close + 1;
    }
    return target.append(template, at, template.length()).toString();
  }

  private Map<String, String> headers(
      String method, String target, HttpRequestValues call, byte @Nullable [] body) {
    Map<String, String> headers = new HashMap<>();
    String caller = CALLERS.writeValueAsString(call.getAttributes().get(CALLER));
    headers.put(RegistrySignature.CALLER_HEADER, caller);
    if (signature != null) {
      String time = Long.toString(clock.millis());
      headers.put(RegistrySignature.TIME_HEADER, time);
      String digest = RegistrySignature.NO_BODY;
      if (body != null) {
        digest = RegistrySignature.digest(body);
        headers.put(RegistrySignature.DIGEST_HEADER, digest);
      }
      headers.put(
          RegistrySignature.SIGNATURE_HEADER, signature.sign(method, target, time, caller, digest));
    }
    return headers;
  }

  private static GlanceException decode(RegistryTransport.Answer answer) {
    GlanceException error = worded(answer);
    if (error instanceof GlanceException.Unauthorized) {
      LOG.error(
          "the registry refuses us: {}; do both know the same secret and are of one release?",
          error.getMessage());
      return new GlanceException.Unavailable(null, null);
    }
    return error;
  }

  private static GlanceException worded(RegistryTransport.Answer answer) {
    try {
      RegistryError error = ERRORS.readValue(answer.body());
      if (error != null && error.code() != null) {
        return RegistryErrors.decode(error);
      }
    } catch (JacksonException e) {
      LOG.debug("not an error of the registry's: status {}", answer.status(), e);
    }
    LOG.error("the registry answered {} without saying why: {}", answer.status(), start(answer));
    return answer.status() >= 500
        ? new GlanceException.Unavailable(null, null)
        : new GlanceException.Invalid(null, null);
  }

  private static String start(RegistryTransport.Answer answer) {
    int length = Math.min(answer.body().length, LOGGED_BYTES);
    return new String(answer.body(), 0, length, StandardCharsets.ISO_8859_1)
        .replaceAll("[^ -~]+", " ");
  }
}
