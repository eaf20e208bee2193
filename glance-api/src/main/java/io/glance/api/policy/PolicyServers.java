package io.glance.api.policy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks policy servers over HTTP; {@code True} in any status is the only answer that lets somebody.
 * Thread-safe.
 *
 * <p>Source: oslo_policy/_external.py.
 */
@Component
final class PolicyServers implements RemotePolicy, AutoCloseable {
  private static final int LONGEST_ANSWER = 1024;

  private static final ContentType FORM = ContentType.create(PolicyProperties.FORM);
  private static final ContentType DOCUMENT = ContentType.create("application/json");

  private final PolicyProperties properties;
  private final JsonMapper json = new JsonMapper();
  private @Nullable CloseableHttpClient client;

  PolicyServers(PolicyProperties properties) {
    this.properties = properties;
  }

  @Override
  public boolean allows(String url, String rule, Attributes target, Attributes credentials) {
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    asked.put("rule", rule);
    asked.put("target", target.all());
    asked.put("credentials", credentials.all());
    try {
      HttpPost request = new HttpPost(url);
      request.setEntity(properties.asksWithForms() ? form(asked) : document(asked));
      String answer = client().execute(request, response -> text(response.getEntity()));
      return unquoted(answer).equals("True");
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new PolicyFailure("policy server %s does not answer: %s".formatted(url, e), e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (client != null) {
      client.close();
    }
  }

  /** Made when the first rule needs it, which is never in most places. */
  private synchronized CloseableHttpClient client() {
    if (client == null) {
      client = PolicyServerClient.open(properties);
    }
    return client;
  }

  private HttpEntity form(Map<String, @Nullable Object> asked) {
    List<NameValuePair> fields = new ArrayList<>();
    asked.forEach(
        (name, value) -> fields.add(new BasicNameValuePair(name, json.writeValueAsString(value))));
    String text = WWWFormCodec.format(fields, StandardCharsets.UTF_8);
    return new ByteArrayEntity(text.getBytes(StandardCharsets.UTF_8), FORM);
  }

  private HttpEntity document(Map<String, @Nullable Object> asked) {
    return new ByteArrayEntity(json.writeValueAsBytes(asked), DOCUMENT);
  }

  private static String text(@Nullable HttpEntity answer) throws IOException {
    try {
      return answer == null
          ? ""
          : EntityUtils.toString(answer, StandardCharsets.UTF_8, LONGEST_ANSWER);
    } catch (ParseException e) {
      throw new IOException(e);
    }
  }

  private static String unquoted(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == '"') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == '"') {
      end--;
    }
    return text.substring(start, end);
  }
}
