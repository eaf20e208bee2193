package io.glance.registry.db;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** The database: schema first, then connections, then entities. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
@EnableJpaRepositories(basePackages = "io.glance.registry", considerNestedRepositories = false)
public class DatabaseConfiguration {
  private static final int BATCH = 50;

  @Bean
  JdbcAddress jdbcAddress(DatabaseProperties options) {
    return JdbcAddress.of(options);
  }

  @Bean(destroyMethod = "close")
  HikariDataSource dataSource(JdbcAddress address, DatabaseProperties options) {
    ConnectionPool.awaitDatabase(address, options);
    new Migrations(address).apply(Migrations.Occasion.START);
    return ConnectionPool.open(address, options);
  }

  @Bean
  LocalContainerEntityManagerFactoryBean entityManagerFactory(
      DataSource dataSource, JdbcAddress address) {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setDataSource(dataSource);
    factory.setPackagesToScan("io.glance.registry");
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setJpaPropertyMap(
        Map.of(
            "hibernate.dialect", address.database().hibernateDialect(),
            "hibernate.boot.allow_jdbc_metadata_access", "false",
            "hibernate.jdbc.batch_size", BATCH,
            "hibernate.order_inserts", "true",
            "hibernate.hbm2ddl.auto", "none",
            "hibernate.jdbc.log.errors", "false"));
    return factory;
  }

  @Bean
  JpaTransactionManager transactionManager(EntityManagerFactory factory, DataSource dataSource) {
    JpaTransactionManager manager = new JpaTransactionManager(factory);
    manager.setDataSource(dataSource);
    return manager;
  }

  @Bean
  Transactions transactions(JpaTransactionManager manager, JdbcAddress address) {
    return new Transactions(manager, address.database());
  }

  @Bean
  Queries queries(DataSource dataSource) {
    return new Queries(dataSource);
  }
}
