package io.glance.api.locationimport;

import io.glance.api.imagedata.Leftovers;
import io.glance.api.task.TaskPool;
import io.glance.common.registryapi.Transfer;
import org.springframework.stereotype.Component;

/**
 * Runs imports of locations. A deletion of the image on this node ends one at once; on another node
 * it is noticed with the next sign of life.
 */
@Component
final class LocationImportRunner implements Leftovers {
  private final LocationImportWork work;
  private final TaskPool pool;

  LocationImportRunner(LocationImportWork work, TaskPool pool) {
    this.work = work;
    this.pool = pool;
  }

  /** See {@link TaskPool#requireRoom}. */
  void requireRoom() {
    pool.requireRoom();
  }

  void submit(LocationJob job) {
    pool.submit(job.transfer(), hold -> work.run(job, hold));
  }

  /** The digests of a deleted image are wanted by nobody. */
  @Override
  public void forget(String imageId) {
    pool.interrupt(imageId, Transfer.Kind.LOCATION);
  }
}
