package io.glance.registry.transfer;

import io.glance.common.registryapi.Transfer;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Rows of transfers. */
interface TransferRepository extends Repository<TransferEntity, String> {

  Optional<TransferEntity> findById(String id);

  /** Locks the row until the transaction ends. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select t from TransferEntity t where t.id = :id")
  Optional<TransferEntity> lock(@Param("id") String id);

  @Query(
      "select t.id from TransferEntity t where t.node = :node and t.process = :process and t.id in :ids")
  List<String> heldBy(
      @Param("node") String node,
      @Param("process") String process,
      @Param("ids") Collection<String> ids);

  @Query("select t.kind from TransferEntity t where t.imageId = :imageId")
  List<Transfer.Kind> kindsOf(@Param("imageId") String imageId);

  @Modifying
  @Query(
      "update TransferEntity t set t.leaseUntil = :until"
          + " where t.node = :node and t.process = :process and t.id in :ids")
  int renew(
      @Param("node") String node,
      @Param("process") String process,
      @Param("ids") Collection<String> ids,
      @Param("until") long until);

  /** What nobody works on: leases that ran out, and those of earlier processes of the node. */
  @Query(
      "select t from TransferEntity t where t.leaseUntil < :now"
          + " or (t.node = :node and t.process <> :process) order by t.createdAt, t.id")
  List<TransferEntity> abandoned(
      @Param("node") String node, @Param("process") String process, @Param("now") long now);

  /** Compare-and-set: does nothing if the holder has given a sign of life since. */
  @Modifying
  @Query(
      "delete from TransferEntity t"
          + " where t.id = :id and t.process = :process and t.leaseUntil = :lease")
  int takeAway(
      @Param("id") String id, @Param("process") String process, @Param("lease") long lease);

  /** Transfers on an image, locked. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select t from TransferEntity t where t.imageId = :imageId")
  List<TransferEntity> lockAllOf(@Param("imageId") String imageId);

  /** Images that wait for the scrubber and that nobody works on. */
  @Query(
      "select i.id from ImageEntity i where i.deleted = true and i.status = 'pending_delete'"
          + " and i.deletedAt <= :until and i.id > :after and not exists"
          + " (select t.id from TransferEntity t where t.imageId = i.id"
          + " and (t.kind <> io.glance.common.registryapi.Transfer.Kind.SCRUB or t.leaseUntil >= :now))"
          + " order by i.id")
  List<String> toBeScrubbed(
      @Param("until") Instant until,
      @Param("after") String after,
      @Param("now") long now,
      Limit limit);

  void delete(TransferEntity transfer);
}
