package io.glance.api.frontdoor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what controllers return, as Python's {@code json.dumps} does: a blank after each comma and
 * colon, members in the order of their declaration, nothing escaped that need not be.
 */
final class JsonWriter implements HttpMessageConverter<Object> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .changeDefaultPropertyInclusion(
              included -> included.withValueInclusion(JsonInclude.Include.ALWAYS))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPrettyPrinter(new PythonSeparators())
          .build();

  private static final ObjectWriter WRITER = MAPPER.writer();
  private static final ObjectWriter ASCII = WRITER.with(JsonWriteFeature.ESCAPE_NON_ASCII);

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
    return false;
  }

  @Override
  public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
    return true;
  }

  @Override
  public List<MediaType> getSupportedMediaTypes() {
    return List.of(MediaType.APPLICATION_JSON);
  }

  @Override
  public Object read(Class<?> type, HttpInputMessage message) {
    throw new HttpMessageNotReadableException("bodies are read by RequestJson", message);
  }

  @Override
  public void write(Object value, @Nullable MediaType mediaType, HttpOutputMessage message)
      throws IOException {
    ObjectWriter writer = value.getClass().isAnnotationPresent(AsciiJson.class) ? ASCII : WRITER;
    byte[] json = writer.writeValueAsBytes(value);
    message.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    message.getHeaders().setContentLength(json.length);
    message.getBody().write(json);
  }

  /** {@code {"a": 1, "b": [1, 2]}}. */
  private static final class PythonSeparators extends MinimalPrettyPrinter {

    @Override
    public void writeObjectNameValueSeparator(JsonGenerator generator) {
      generator.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator generator) {
      generator.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator generator) {
      generator.writeRaw(", ");
    }
  }
}
