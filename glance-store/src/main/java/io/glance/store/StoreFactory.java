package io.glance.store;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;

/** Makes stores of one driver from the operator's options. */
public interface StoreFactory {

  /** The driver's name, as {@code stores} and {@code enabled_backends} write it. */
  String name();

  /** Other ways to write the name, entry points and class paths of older releases among them. */
  Set<String> aliases();

  /** Schemes of the locations that this driver reads; its own first. */
  List<String> schemes();

  /**
   * @param section property name under which the driver's options lie: {@code oslo.glance-store}
   * @throws RuntimeException if an option's value makes no sense
   */
  Store open(Binder options, String section);
}
