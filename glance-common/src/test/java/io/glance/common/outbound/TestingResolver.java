package io.glance.common.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Knows the names it was told, and may answer differently each time, as an attacker's server. */
final class TestingResolver implements Resolver {
  private final Map<String, Deque<List<InetAddress>>> answers = new HashMap<>();
  private int lookups;

  /**
   * Further calls for the same name are the answers to further lookups; the last one stays.
   *
   * @param addresses none for a name that is not found
   */
  TestingResolver with(String name, String... addresses) {
    answers
        .computeIfAbsent(name, unused -> new ArrayDeque<>())
        .add(Arrays.stream(addresses).map(InetAddress::ofLiteral).toList());
    return this;
  }

  int lookups() {
    return lookups;
  }

  @Override
  public List<InetAddress> resolve(String name) throws UnknownHostException {
    lookups++;
    Deque<List<InetAddress>> left = answers.getOrDefault(name, new ArrayDeque<>());
    List<InetAddress> answer = left.size() > 1 ? left.removeFirst() : left.peekFirst();
    if (answer == null || answer.isEmpty()) {
      throw new UnknownHostException(name);
    }
    return answer;
  }
}
