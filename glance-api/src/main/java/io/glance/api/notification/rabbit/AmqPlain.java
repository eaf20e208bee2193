package io.glance.api.notification.rabbit;

import com.rabbitmq.client.LongString;
import com.rabbitmq.client.SaslConfig;
import com.rabbitmq.client.SaslMechanism;
import com.rabbitmq.client.impl.LongStringHelper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * RabbitMQ's own way to log in, and the original's default: name and password as a table of AMQP,
 * without its length.
 *
 * <p>Source: amqp/sasl.py, AMQPLAIN.
 */
final class AmqPlain implements SaslMechanism, SaslConfig {
  static final String NAME = "AMQPLAIN";

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public @Nullable SaslMechanism getSaslMechanism(String[] offered) {
    return Arrays.asList(offered).contains(NAME) ? this : null;
  }

  @Override
  public LongString handleChallenge(
      @Nullable LongString challenge, String username, String password) {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(table)) {
      put(out, "LOGIN", username);
      put(out, "PASSWORD", password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return LongStringHelper.asLongString(table.toByteArray());
  }

  private static void put(DataOutputStream out, String name, String value) throws IOException {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    out.writeByte(name.length());
    out.write(name.getBytes(StandardCharsets.US_ASCII));
    out.writeByte('S');
    out.writeInt(bytes.length);
    out.write(bytes);
  }
}
