package io.glance.registry.db;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times of entities, in the form of {@link DatabaseTime}. */
@Converter(autoApply = true)
public class InstantConverter implements AttributeConverter<Instant, String> {
  @Override
  public @Nullable String convertToDatabaseColumn(@Nullable Instant time) {
    return time == null ? null : DatabaseTime.write(time);
  }

  @Override
  public @Nullable Instant convertToEntityAttribute(@Nullable String text) {
    return text == null ? null : DatabaseTime.read(text);
  }
}
