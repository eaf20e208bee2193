package io.glance.store.s3;

import io.glance.store.Store;
import io.glance.store.StoreFactory;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;

/** The {@code s3} driver. All its stores share the memory in which parts wait to be sent. */
public final class S3StoreFactory implements StoreFactory {
  private final PartMemory memory = PartMemory.ofThisProcess();

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("s3+http", "s3+https", "glance.store.s3.Store", "glance_store._drivers.s3.Store");
  }

  @Override
  public List<String> schemes() {
    return S3Location.SCHEMES;
  }

  @Override
  public Store open(Binder options, String section) {
    return new S3Store(options.bindOrCreate(section, S3StoreProperties.class), memory);
  }
}
