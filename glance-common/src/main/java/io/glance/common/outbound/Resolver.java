package io.glance.common.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of host names. Thread-safe. */
@FunctionalInterface
public interface Resolver {

  /**
   * @param name in ASCII and lower case, without a dot at its end; meant as it is, no search domain
   *     is added
   * @return at least one address
   * @throws UnknownHostException if it has none, or the answer takes too long
   */
  List<InetAddress> resolve(String name) throws UnknownHostException;

  /** Asks the operating system, for {@value SystemResolver#SECONDS} seconds at most. */
  static Resolver system() {
    return SystemResolver.INSTANCE;
  }
}
