package io.glance.api.frontdoor;

import io.glance.common.error.GlanceException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads request bodies. Of members with the same name the last one counts.
 *
 * <p>Source: glance/common/wsgi.py, JSONRequestDeserializer. Unlike there, a body has limits:
 * {@value #MAX_BYTES} bytes, {@value #MAX_DEPTH} levels, {@value #MAX_TOKENS} tokens; and it has to
 * be there after {@value #MAX_SECONDS} seconds, or the client is cut off. Only so many large bodies
 * are read at the same time as an eighth of the heap can hold, however slowly they come.
 */
public final class RequestJson {
  private static final int MAX_BYTES = 10 << 20;

  private static final int MAX_SECONDS = 60;

  /** A body up to this many bytes is never made to wait. */
  private static final int SMALL_BYTES = 16 << 10;

  static final int MOST_LARGE_BODIES =
      Math.clamp(Runtime.getRuntime().maxMemory() / 8 / MAX_BYTES, 1, 1000);

  private static final Semaphore LARGE_BODIES = new Semaphore(MOST_LARGE_BODIES);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final int MAX_DEPTH = 200;
  private static final int MAX_TOKENS = 200_000;

  private static final String MALFORMED = "Malformed JSON in request body.";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .maxNameLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private RequestJson() {}

  /**
   * The body: an object or a list.
   *
   * @throws GlanceException.Invalid if there is none or it is neither
   * @throws GlanceException.LimitExceeded if it is too long
   * @throws GlanceException.Unavailable if it is large and too many such are being read
   */
  public static JsonNode read(HttpServletRequest request) throws IOException {
    if (!RequestBodies.isPresent(request)) {
      throw new GlanceException.Invalid("Body expected in request.");
    }
    JsonNode body = body(request);
    if (!body.isContainer()) {
      throw new GlanceException.Invalid("Unexpected body type. Expected list/dict.");
    }
    requireWholeCharacters(body);
    return body;
  }

  /** The body, if there is one; as {@link #read}. */
  public static Optional<JsonNode> readIfPresent(HttpServletRequest request) throws IOException {
    return RequestBodies.isPresent(request) ? Optional.of(read(request)) : Optional.empty();
  }

  /** Whether Python takes the value for true. */
  public static boolean isTrue(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL, MISSING -> false;
      case BOOLEAN -> value.booleanValue();
      case STRING -> !value.stringValue().isEmpty();
      case NUMBER -> value.decimalValue().signum() != 0;
      case ARRAY, OBJECT -> !value.isEmpty();
      case BINARY, POJO -> true;
    };
  }

  private static JsonNode body(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MAX_BYTES) {
      throw new GlanceException.LimitExceeded(null, null);
    }
    InputStream in = new PunctualInput(request.getInputStream(), MAX_SECONDS);
    byte[] beginning = in.readNBytes(SMALL_BYTES);
    if (beginning.length < SMALL_BYTES) {
      return parse(decode(beginning));
    }
    acquireLargeBody();
    try {
      return parse(decode(whole(beginning, in)));
    } finally {
      LARGE_BODIES.release();
    }
  }

  private static void acquireLargeBody() {
    try {
      if (LARGE_BODIES.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new GlanceException.Unavailable("Too many large requests at the same time.");
  }

  private static byte[] whole(byte[] beginning, InputStream in) throws IOException {
    byte[] rest = in.readNBytes(MAX_BYTES + 1 - beginning.length);
    byte[] bytes = Arrays.copyOf(beginning, beginning.length + rest.length);
    if (bytes.length > MAX_BYTES) {
      throw new GlanceException.LimitExceeded(null, null);
    }
    System.arraycopy(rest, 0, bytes, beginning.length, rest.length);
    return bytes;
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new GlanceException.Invalid(MALFORMED);
    }
  }

  private static JsonNode parse(String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new GlanceException.Invalid(MALFORMED);
    }
    if (node.isMissingNode()) {
      throw new GlanceException.Invalid(MALFORMED);
    }
    return node;
  }

  /** Half a surrogate pair can be written in JSON, but nowhere else. */
  private static void requireWholeCharacters(JsonNode node) {
    if (node.isString() && hasLoneSurrogate(node.stringValue())) {
      throw new GlanceException.Invalid(MALFORMED);
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        if (hasLoneSurrogate(member.getKey())) {
          throw new GlanceException.Invalid(MALFORMED);
        }
      }
    }
    for (JsonNode child : node) {
      requireWholeCharacters(child);
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }
}
