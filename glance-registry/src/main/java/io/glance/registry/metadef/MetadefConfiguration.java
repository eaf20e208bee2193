package io.glance.registry.metadef;

import io.glance.registry.db.JdbcAddress;
import io.glance.registry.db.Queries;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The beans of this package. */
@Configuration(proxyBeanMethods = false)
@Import({
  NamespacesController.class,
  MetadefObjectsController.class,
  MetadefPropertiesController.class,
  MetadefTagsController.class,
  ResourceTypesController.class
})
public class MetadefConfiguration {

  @Bean
  RowWriter metadefWriter(DataSource dataSource, Clock clock) {
    return new RowWriter(dataSource, clock);
  }

  @Bean
  NamespaceRows namespaceRows(Queries queries, RowWriter writer, JdbcAddress address) {
    return new NamespaceRows(queries, writer, address.database());
  }

  @Bean
  NamespaceLister namespaceLister(
      Queries queries, NamespaceRows namespaces, AssociationRows associations) {
    return new NamespaceLister(queries, namespaces, associations);
  }

  @Bean
  ObjectRows objectRows(Queries queries, RowWriter writer) {
    return new ObjectRows(queries, writer);
  }

  @Bean
  PropertyRows propertyRows(Queries queries, RowWriter writer) {
    return new PropertyRows(queries, writer);
  }

  @Bean
  TagRows tagRows(Queries queries, RowWriter writer) {
    return new TagRows(queries, writer);
  }

  @Bean
  AssociationRows associationRows(Queries queries, RowWriter writer, JdbcAddress address) {
    return new AssociationRows(queries, writer, address.database());
  }
}
