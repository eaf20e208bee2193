package io.glance.common.keystone;

import io.glance.common.json.GlanceJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** What the identity service said, read to its end. Its text has no token in it. */
public final class KeystoneAnswer {
  private final int status;
  private final @Nullable String subjectToken;
  private final byte[] body;

  KeystoneAnswer(int status, @Nullable String subjectToken, byte[] body) {
    this.status = status;
    this.subjectToken = subjectToken;
    this.body = body;
  }

  public int status() {
    return status;
  }

  /**
   * The body, which is JSON.
   *
   * @throws KeystoneException.Unanswered if it is not, or not of this form
   */
  public <T> T body(Class<T> form) {
    try {
      return GlanceJson.internal().readValue(body, form);
    } catch (JacksonException e) {
      throw new KeystoneException.Unanswered(
          "the identity service answered with status %d and something else than JSON"
              .formatted(status),
          e);
    }
  }

  /** The token that a login gives. */
  @Nullable String subjectToken() {
    return subjectToken;
  }

  byte[] bytes() {
    return body;
  }

  @Override
  public String toString() {
    return "status " + status;
  }
}
