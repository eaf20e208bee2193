package io.glance.api.policy;

/** Policy servers, which answer checks that name their address. */
interface RemotePolicy {

  /**
   * Asks a server.
   *
   * @param rule that was asked for
   * @throws PolicyFailure if there is no answer
   */
  boolean allows(String url, String rule, Attributes target, Attributes credentials);
}
