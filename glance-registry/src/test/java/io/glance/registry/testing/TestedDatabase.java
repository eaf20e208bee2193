package io.glance.registry.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;

/** The databases that everything is tested on. */
public enum TestedDatabase {
  SQLITE,
  MARIADB;

  private static final Map<TestedDatabase, TestingRegistry> RUNNING =
      new EnumMap<>(TestedDatabase.class);

  /** A registry on this database, shared by all tests of the JVM: they keep apart by owner. */
  public TestingRegistry registry() {
    synchronized (RUNNING) {
      return RUNNING.computeIfAbsent(
          this,
          database -> {
            TestingRegistry started = TestingRegistry.startCounting(database.newDatabase());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            return started;
          });
    }
  }

  /** An empty database. Returns its address as {@code [database] connection} has it. */
  public String newDatabase() {
    return switch (this) {
      case MARIADB -> TestingMariaDb.newDatabase();
      case SQLITE -> {
        try {
          yield "sqlite:///" + Files.createTempDirectory("registry-").resolve("glance.sqlite");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
