package io.glance.registry.image;

import jakarta.persistence.LockModeType;
import java.util.List;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Rows of locations. */
interface LocationRepository extends Repository<LocationEntity, Integer> {

  /** Live and removed ones, in the order of their rows. */
  @Query("select l from LocationEntity l where l.imageId = :imageId order by l.id")
  List<LocationEntity> ofImage(@Param("imageId") String imageId);

  /** All of any image that have this url and are in use, or were and have bytes still; locked. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query(
      "select l from LocationEntity l where l.value = :url and l.status in ('active', 'pending_delete')"
          + " order by l.id")
  List<LocationEntity> inUse(@Param("url") String url);

  /** What was hidden together with its image and has bytes still. */
  @Query(
      "select l from LocationEntity l join ImageEntity i on i.id = l.imageId"
          + " where l.imageId = :imageId and l.status = 'pending_delete'"
          + " and l.deletedAt = i.deletedAt order by l.id")
  List<LocationEntity> hiddenWithImage(@Param("imageId") String imageId);
}
