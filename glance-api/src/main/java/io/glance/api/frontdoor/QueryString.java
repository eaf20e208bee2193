package io.glance.api.frontdoor;

import io.glance.common.error.GlanceException;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, in their order, repeated ones included.
 *
 * <p>What is taken out is looked for from the front; what is only looked at, from the end, as in
 * the original.
 */
public final class QueryString {

  public record Parameter(String name, String value) {}

  private final List<Parameter> parameters;

  private QueryString(List<Parameter> parameters) {
    this.parameters = parameters;
  }

  /**
   * @param text behind the question mark, still encoded; absent if there is none
   * @throws GlanceException.Invalid if it is no UTF-8
   */
  public static QueryString of(@Nullable String text) {
    List<Parameter> parameters = new ArrayList<>();
    if (text != null) {
      for (String part : text.split("&", -1)) {
        if (!part.isEmpty()) {
          int equals = part.indexOf('=');
          String name = equals < 0 ? part : part.substring(0, equals);
          String value = equals < 0 ? "" : part.substring(equals + 1);
          parameters.add(new Parameter(decode(name), decode(value)));
        }
      }
    }
    return new QueryString(parameters);
  }

  public QueryString copy() {
    return new QueryString(new ArrayList<>(parameters));
  }

  /** Takes the first one of that name out. */
  public Optional<String> take(String name) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(name)) {
        return Optional.of(parameters.remove(i).value());
      }
    }
    return Optional.empty();
  }

  /** Takes all of that name out. */
  public List<String> takeAll(String name) {
    List<String> values =
        parameters.stream().filter(one -> one.name().equals(name)).map(Parameter::value).toList();
    parameters.removeIf(one -> one.name().equals(name));
    return values;
  }

  /** Looks at the last one of that name. */
  public Optional<String> last(String name) {
    return parameters.reversed().stream()
        .filter(one -> one.name().equals(name))
        .map(Parameter::value)
        .findFirst();
  }

  public boolean has(String name) {
    return parameters.stream().anyMatch(one -> one.name().equals(name));
  }

  public QueryString with(String name, String value) {
    QueryString longer = copy();
    longer.parameters.add(new Parameter(name, value));
    return longer;
  }

  public List<Parameter> parameters() {
    return List.copyOf(parameters);
  }

  /** Encoded as Python's {@code urlencode} does it. */
  @Override
  public String toString() {
    return parameters.stream()
        .map(one -> encode(one.name()) + "=" + encode(one.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~");
  }

  /** Decodes what is encoded; a percent sign that starts no byte stands for itself. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0 && isAscii(text)) {
      return text.replace('+', ' ');
    }
    byte[] encoded = text.replace('+', ' ').getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      int high = encoded[i] == '%' && i + 2 < encoded.length ? digit(encoded[i + 1]) : -1;
      int low = high < 0 ? -1 : digit(encoded[i + 2]);
      if (low < 0) {
        decoded.write(encoded[i]);
      } else {
        decoded.write((high << 4) | low);
        i += 2;
      }
    }
    return utf8(decoded.toByteArray());
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(character -> character < 0x80);
  }

  private static int digit(byte character) {
    return Character.digit((char) (character & 0xff), 16);
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw new GlanceException.Invalid(
          "Error decoding your request. Either the URL or the request body contained characters"
              + " that could not be decoded by Glance");
    }
  }
}
