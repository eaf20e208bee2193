package io.glance.registry.image;

import java.util.Collection;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Rows of members. */
interface MemberRepository extends Repository<MemberEntity, Integer> {

  @Query("select count(m) from MemberEntity m where m.imageId = :imageId and m.deleted = false")
  long countOf(@Param("imageId") String imageId);

  /** The members of an image; the newest first. */
  @Query(
      "select m from MemberEntity m where m.imageId = :imageId and m.deleted = false"
          + " order by m.id desc")
  List<MemberEntity> liveOf(@Param("imageId") String imageId);

  /** The rows of some memberships, removed ones too; live ones first, then the newest. */
  @Query(
      "select m from MemberEntity m where m.imageId = :imageId and m.member in :members"
          + " order by m.deleted, m.id desc")
  List<MemberEntity> everOf(
      @Param("imageId") String imageId, @Param("members") Collection<String> members);

  /** The rows of one membership, removed ones too; live ones first, then the newest. */
  @Query(
      "select m from MemberEntity m where m.imageId = :imageId and m.member = :member"
          + " order by m.deleted, m.id desc")
  List<MemberEntity> everOf(@Param("imageId") String imageId, @Param("member") String member);

  /** Rows of memberships of an image that were removed; the last ones first. */
  @Query(
      "select m from MemberEntity m where m.imageId = :imageId and m.deleted = true"
          + " order by m.deletedAt desc, m.id desc")
  List<MemberEntity> removedOf(@Param("imageId") String imageId, Limit most);

  MemberEntity save(MemberEntity member);
}
