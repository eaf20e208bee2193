package io.glance.registry.db;

import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.lock.spi.ConnectionLockTimeoutStrategy;
import org.hibernate.dialect.lock.spi.LockingSupport;
import org.hibernate.dialect.lock.spi.OuterJoinLockingType;

/**
 * The SQL that MySQL and MariaDB have in common: Hibernate's for MySQL, less {@code FOR UPDATE OF},
 * which MariaDB does not know. One dialect for both lets us start without asking the server.
 */
public final class MySqlFamilyDialect extends MySQLDialect {
  private static final LockingSupport PLAIN_FOR_UPDATE = new PlainForUpdate();

  @Override
  public LockingSupport getLockingSupport() {
    return PLAIN_FOR_UPDATE;
  }

  @Override
  protected boolean supportsAliasLocks() {
    return false;
  }

  private static final class PlainForUpdate implements LockingSupport, LockingSupport.Metadata {
    @Override
    public Metadata getMetadata() {
      return this;
    }

    @Override
    public ConnectionLockTimeoutStrategy getConnectionLockTimeoutStrategy() {
      return ConnectionLockTimeoutStrategy.NONE;
    }

    @Override
    public OuterJoinLockingType getOuterJoinLockingType() {
      return OuterJoinLockingType.FULL;
    }
  }
}
