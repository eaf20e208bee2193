package io.glance.registry.image;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Rows of images, for those who are about to change them. */
interface ImageRepository extends Repository<ImageEntity, String> {

  /** Locks the row until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select i from ImageEntity i where i.id = :id")
  Optional<ImageEntity> lock(@Param("id") String id);
}
