package io.glance.store.memory;

import io.glance.store.Store;
import io.glance.store.StoreFactory;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;

/** The {@code memory} driver, which has no options. */
public final class MemoryStoreFactory implements StoreFactory {

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public Set<String> aliases() {
    return Set.of();
  }

  @Override
  public List<String> schemes() {
    return List.of(MemoryStore.SCHEME);
  }

  @Override
  public Store open(Binder options, String section) {
    return new MemoryStore();
  }
}
