package io.glance.store.rbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The Ceph cluster that {@code testbed/ceph-up} started. */
final class TestingCephCluster {
  static final String POOL = "images";

  private static final int MOST = 64 * 1024;

  private TestingCephCluster() {}

  /** Options of a store in the cluster, with a short timeout. */
  static RbdStoreProperties options(Map<String, String> others) {
    Map<String, String> options = new HashMap<>();
    options.put("oslo.glance-store.rbd-store-ceph-conf", configuration());
    options.put("oslo.glance-store.rbd-store-user", "glance");
    options.put("oslo.glance-store.rados-connect-timeout", "20");
    others.forEach((name, value) -> options.put("oslo.glance-store." + name, value));
    return new Binder(new MapConfigurationPropertySource(options))
        .bindOrCreate("oslo.glance-store", RbdStoreProperties.class);
  }

  static RbdStore store() {
    return RbdStoreFactory.open(options(Map.of()));
  }

  static String configuration() {
    return variable("TESTBED_CEPH_CONF");
  }

  static String dataPool() {
    return variable("TESTBED_CEPH_DATA_POOL");
  }

  /** What {@code rbd} prints, asked as the user of the store; at most 64 KiB of it. */
  static String rbd(String... arguments) throws Exception {
    return run("rbd", "glance", arguments);
  }

  /** What {@code ceph} prints, asked as the administrator. */
  static String ceph(String... arguments) throws Exception {
    return run("ceph", "admin", arguments);
  }

  /** The names of all images that there are, trash included. */
  static List<String> images() throws Exception {
    List<String> names = new ArrayList<>(rbd("ls", POOL).lines().toList());
    rbd("trash", "ls", POOL).lines().forEach(names::add);
    return names;
  }

  /** Removes all images that no test removed. */
  static void removeImages() throws Exception {
    for (String name : rbd("ls", POOL).lines().toList()) {
      store().discard(name);
    }
  }

  /**
   * Stops a daemon, {@code osd} or {@code mon}, without ending it, until closed. Then the cluster
   * answers again.
   */
  static Stopped stop(String daemon) throws Exception {
    String pid = Files.readString(Path.of(variable("TESTBED_CEPH_DAEMONS"), daemon + ".pid"));
    signal("STOP", pid.strip());
    return () -> {
      signal("CONT", pid.strip());
      if (daemon.equals("osd")) {
        // Alone, it would not notice that its leases have run out.
        ceph("osd", "down", "0");
        awaitService();
      }
    };
  }

  private static void awaitService() throws Exception {
    Instant end = Instant.now().plusSeconds(60);
    while (!ceph("osd", "stat").contains(" 1 up") || !isServed(ceph("pg", "stat"))) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(200);
    }
    rbd("ls", POOL);
  }

  private static boolean isServed(String groups) {
    return groups.matches("(?s)(\\d+) pgs: \\1 active\\+clean;.*");
  }

  private static void signal(String name, String pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor()).isZero();
  }

  private static String run(String program, String user, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(program, "--conf", configuration(), "--id", user));
    command.addAll(Arrays.asList(arguments));
    Path errors = Files.createTempFile("ceph", ".err");
    try {
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      String output = new String(process.getInputStream().readNBytes(MOST));
      process.getInputStream().transferTo(OutputStream.nullOutputStream());
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      if (process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + Files.readString(errors));
      }
      return output;
    } finally {
      Files.delete(errors);
    }
  }

  private static String variable(String name) {
    return Objects.requireNonNull(
        System.getenv(name),
        () ->
            "%s is not set: start testbed/ceph-up --data-pool images-data, and source"
                    .formatted(name)
                + " $TESTBED_STATE/ceph/environment");
  }

  /** A daemon that does nothing until this is closed. */
  interface Stopped extends AutoCloseable {}
}
