package io.glance.store.swift;

import io.glance.common.json.GlanceJson;
import io.glance.store.StoreException;
import io.glance.store.swift.SwiftLogin.Access;
import io.glance.store.swift.SwiftTransport.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The containers and objects of one account. A refused token is renewed once; what has no body is
 * sent again a few times while Swift has trouble. Thread-safe.
 */
final class SwiftObjects {
  private static final int ATTEMPTS = 3;

  /** More than the segments of any image. */
  static final int MOST_LISTED = 100_000;

  private final SwiftTransport transport;
  private final SwiftLogin login;

  SwiftObjects(SwiftTransport transport, SwiftLogin login) {
    this.transport = transport;
    this.login = login;
  }

  /**
   * An object in a listing.
   *
   * @param hash its ETag
   */
  record Listed(String name, long bytes, String hash) {}

  /**
   * The answer of any status, to a request without a body.
   *
   * @throws StoreException.Unavailable if there is none
   */
  SwiftAnswer ask(String method, SwiftPath path, Map<String, String> headers) throws IOException {
    return patiently(isLast -> {
      SwiftAnswer answer = authorized(method, path, headers);
      return isLast || !isTrouble(answer.status()) ? answer : null;
    });
  }

  private interface Attempt<T> {
    /** Null if Swift has trouble, unless it is the last attempt. */
    @Nullable T make(boolean isLast) throws IOException;
  }

  private <T> T patiently(Attempt<T> attempt) throws IOException {
    Duration pause = transport.waits().pause();
    for (int left = ATTEMPTS - 1; ; left--, pause = pause.multipliedBy(2)) {
      try {
        T made = attempt.make(left == 0);
        if (made != null) {
          return made;
        }
      } catch (IOException e) {
        if (left == 0 || !mayBeRepeated(e)) {
          throw SwiftErrors.unanswered(e);
        }
      }
      Pauses.sleep(pause);
    }
  }

  SwiftAnswer ask(String method, SwiftPath path) throws IOException {
    return ask(method, path, Map.of());
  }

  /**
   * An object's answer of any status, which the caller closes.
   *
   * @throws StoreException.Unavailable if there is none
   */
  SwiftResponse open(SwiftPath path, Map<String, String> headers) throws IOException {
    return patiently(isLast -> {
      SwiftResponse response = opened(path, headers);
      if (isLast || !isTrouble(response.head().status())) {
        return response;
      }
      response.close();
      return null;
    });
  }

  private SwiftResponse opened(SwiftPath path, Map<String, String> headers) throws IOException {
    Access access = login.access();
    SwiftResponse response = transport.open(request("GET", access, path, headers));
    if (response.head().status() != SwiftAnswer.UNAUTHORIZED || !login.renew(access)) {
      return response;
    }
    response.close();
    return transport.open(request("GET", login.access(), path, headers));
  }

  /**
   * The answer of any status to a PUT. It may come before the end of the body, which then is sent
   * no further, and before its beginning: until Swift wants the body, the request is sent again as
   * those without one are.
   *
   * @throws IOException what kept the body from being read
   * @throws StoreException.Unavailable if there is no answer
   */
  SwiftAnswer upload(SwiftPath path, Map<String, String> headers, UploadBody body)
      throws IOException {
    boolean renewed = false;
    for (int left = ATTEMPTS - 1; ; left--) {
      Access access = login.access();
      try {
        SwiftAnswer answer = transport.upload(request("PUT", access, path, headers), body);
        boolean isRefused = answer.status() == SwiftAnswer.UNAUTHORIZED && !body.hasBegun();
        if (!isRefused || renewed || !login.renew(access)) {
          return answer;
        }
        renewed = true;
      } catch (IOException e) {
        if (body.hasFailed()) {
          throw e;
        }
        if (body.hasBegun() || left == 0 || !mayBeRepeated(e)) {
          throw SwiftErrors.unanswered(e);
        }
        Pauses.sleep(transport.waits().pause());
      }
    }
  }

  private static boolean mayBeRepeated(IOException failure) {
    return !(failure instanceof StoreException
        || failure instanceof InterruptedIOException
        || failure instanceof SilentSwiftException);
  }

  /**
   * The objects of a container whose names begin with {@code prefix}, in order; none if there is no
   * such container.
   *
   * @throws StoreException.Unavailable if the list is longer than that of any image, or does not
   *     get on
   */
  List<Listed> list(String container, String prefix) throws IOException {
    List<Listed> all = new ArrayList<>();
    String after = "";
    while (true) {
      SwiftAnswer answer = ask("GET", SwiftPath.ofNames(container, prefix, after));
      if (answer.status() == SwiftAnswer.NOT_FOUND) {
        return all;
      }
      if (!answer.isSuccess()) {
        throw SwiftErrors.ofReading(answer);
      }
      List<Listed> page = page(answer);
      if (page.isEmpty()) {
        return all;
      }
      if (all.size() + page.size() > MOST_LISTED || page.getLast().name().compareTo(after) <= 0) {
        throw new StoreException.Unavailable("Swift's list of a container has no end.");
      }
      all.addAll(page);
      after = page.getLast().name();
    }
  }

  SwiftWaits waits() {
    return transport.waits();
  }

  private static List<Listed> page(SwiftAnswer answer) throws IOException {
    if (answer.body().isEmpty()) {
      return List.of();
    }
    try {
      return List.of(GlanceJson.internal().readValue(answer.body(), Listed[].class));
    } catch (JacksonException e) {
      throw new IOException("Swift's list of a container cannot be read");
    }
  }

  private SwiftAnswer authorized(String method, SwiftPath path, Map<String, String> headers)
      throws IOException {
    Access access = login.access();
    SwiftAnswer answer = transport.send(request(method, access, path, headers));
    return answer.status() == SwiftAnswer.UNAUTHORIZED && login.renew(access)
        ? transport.send(request(method, login.access(), path, headers))
        : answer;
  }

  private static Request request(
      String method, Access access, SwiftPath path, Map<String, String> headers)
      throws StoreException {
    Map<String, String> all = new HashMap<>(headers);
    all.put("X-Auth-Token", access.token().reveal());
    try {
      return new Request(method, URI.create(access.storage() + path.text()), all);
    } catch (IllegalArgumentException e) {
      throw new StoreException.Unavailable("Swift's URL is no URL");
    }
  }

  private static boolean isTrouble(int status) {
    return (status >= 500 && status != SwiftAnswer.NO_ROOM) || status == 429 || status == 498;
  }
}
