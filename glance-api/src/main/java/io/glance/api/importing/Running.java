package io.glance.api.importing;

import io.glance.api.imagedata.TransferKeeper.Hold;
import io.glance.store.checked.CheckedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An import that is being done. Thread-safe.
 *
 * @param touched stores that may have bytes of it
 * @param left stores that it has not come to the end of
 */
record Running(
    Job job, Hold hold, Progress progress, Set<CheckedStore> touched, AtomicInteger left) {

  static Running of(Job job, Hold hold, Progress progress) {
    AtomicInteger left = new AtomicInteger(job.targets().size());
    return new Running(job, hold, progress, ConcurrentHashMap.newKeySet(), left);
  }

  /** In the order in which they were named. */
  List<CheckedStore> touchedStores() {
    List<CheckedStore> stores = new ArrayList<>(job.targets());
    stores.retainAll(touched);
    return stores;
  }
}
