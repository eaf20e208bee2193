package io.glance.registry.db;

/** The kinds of database that we speak to. MariaDB counts as MySQL. */
public enum Database {
  MYSQL("classpath:db/migration/mysql", "io.glance.registry.db.MySqlFamilyDialect"),
  SQLITE("classpath:db/migration/sqlite", "org.hibernate.community.dialect.SQLiteDialect");

  private final String migrations;
  private final String hibernateDialect;

  Database(String migrations, String hibernateDialect) {
    this.migrations = migrations;
    this.hibernateDialect = hibernateDialect;
  }

  String migrations() {
    return migrations;
  }

  public String hibernateDialect() {
    return hibernateDialect;
  }
}
