package io.glance.registry.task;

import java.time.Instant;
import java.util.Collection;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Rows of tasks, many at once. */
interface TaskRepository extends Repository<TaskEntity, String> {

  /** Tasks that were forgotten meanwhile stay as they are. */
  @Modifying
  @Query(
      "update TaskEntity t set t.deleted = true, t.deletedAt = :now"
          + " where t.id in :ids and t.deleted = false")
  int forget(@Param("ids") Collection<String> ids, @Param("now") Instant now);
}
