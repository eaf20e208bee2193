package io.glance.api.imagedata;

import io.glance.common.registryapi.Holder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What tells this glance-api from others that share its registry, section {@code [DEFAULT]}.
 *
 * @param workerSelfReferenceUrl where the others reach it; names it if it is set
 */
@ConfigurationProperties("oslo.default")
record NodeProperties(
    @Nullable String workerSelfReferenceUrl,
    @DefaultValue("0.0.0.0") String bindHost,
    @DefaultValue("9292") int bindPort) {

  /**
   * This process as the holder of transfers. Its node is the same after a restart, unless it
   * listens on any free port: then nobody can know that it came back, and leases run out instead.
   */
  Holder newHolder() {
    String process = UUID.randomUUID().toString();
    return new Holder(node(process), process);
  }

  private String node(String process) {
    if (workerSelfReferenceUrl != null && !workerSelfReferenceUrl.isBlank()) {
      return workerSelfReferenceUrl;
    }
    return "%s/%s:%s".formatted(hostName(), bindHost, bindPort == 0 ? process : bindPort);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }
}
