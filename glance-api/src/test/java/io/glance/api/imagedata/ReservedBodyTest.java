package io.glance.api.imagedata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.glance.api.quota.LimitSource;
import io.glance.api.quota.StorageQuota;
import io.glance.api.quota.StorageQuotaProperties;
import io.glance.api.quota.UnifiedLimits;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.Reservation;
import io.glance.common.registryapi.StorageLimit;
import io.glance.common.registryapi.StorageRegistry;
import io.glance.common.registryapi.Transfer;
import io.glance.common.registryapi.UsageRegistry.Usage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data that need room in a quota, and how it is asked for. */
class ReservedBodyTest {
  private static final RequestContext CALLER = RequestContext.administrator("req-test");
  private static final long PORTION = 64 << 20;
  private static final UnifiedLimits UNLIMITED =
      new UnifiedLimits(LimitSource.NOBODY, (owner, caller) -> new Usage(0, 0, 0, 0));

  private final ScriptedStorage registry = new ScriptedStorage();
  private final Transfer transfer =
      new Transfer("t", "image", Transfer.Kind.UPLOAD, List.of(), null, null, List.of());

  /** Has so much room as told, from the first call or after some. */
  private static final class ScriptedStorage implements StorageRegistry {
    final List<Reservation> asked = new ArrayList<>();
    long room = Long.MAX_VALUE;
    int waits;
    boolean isLost;

    @Override
    public Reserved reserve(String transferId, Reserve wanted, RequestContext caller) {
      Reservation reservation = wanted.reservation();
      asked.add(reservation);
      if (isLost) {
        throw new GlanceException.Conflict("not yours");
      }
      if (waits > 0) {
        waits--;
        return new Reserved(0, room);
      }
      if (Math.max(reservation.needed(), 1) > room) {
        throw StorageLimit.exceeded(reservation.needed(), room);
      }
      return new Reserved(Math.min(room, reservation.wanted()), room);
    }
  }

  private Reservations reservations(String quota) {
    TransferKeeper keeper = new TransferKeeper(new MemoryRegistry(), new Holder("n", "p"));
    StorageQuota options = new StorageQuota(new StorageQuotaProperties(quota, false), UNLIMITED);
    return new Reservations(registry, options, keeper);
  }

  private static Reservation reserved(long bytes) {
    return new Reservation(new StorageLimit(null, 1L << 43), bytes, bytes);
  }

  /** Zeros in pieces of 1 MiB; nobody keeps them. */
  private static InputStream zeros(long size) {
    return new InputStream() {
      private long left = size;

      @Override
      public int read() {
        throw new IllegalStateException();
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        int count = (int) Math.min(length, left);
        left -= count;
        return count == 0 ? -1 : count;
      }
    };
  }

  private static long drain(InputStream data) throws IOException {
    byte[] piece = new byte[1 << 20];
    long count = 0;
    int got;
    while ((got = data.read(piece)) >= 0) {
      count += got;
    }
    return count;
  }

  @Test
  void withoutAQuotaNobodyIsAskedAndNothingIsInTheWay() throws IOException {
    InputStream data = new ByteArrayInputStream(new byte[10]);

    assertThat(reservations("0").watch(data, null, transfer)).isSameAs(data);
    assertThat(reservations("0").begin(data, -1, transfer, null)).isSameAs(data);
    assertThat(reservations("0").ofUpload(10, CALLER, UNLIMITED.of(CALLER))).isNull();
    assertThat(registry.asked).isEmpty();
  }

  @Test
  void whatIsKnownIsReservedAtOnceAndNotAskedForAgain() throws IOException {
    StorageLimit limit = new StorageLimit(null, 1 << 30);

    assertThat(reservations("1GB").ofUpload(1000, CALLER, UNLIMITED.of(CALLER)))
        .isEqualTo(new Reservation(limit, 1000, 1000));
    assertThat(reservations("1GB").ofUpload(DeclaredSize.UNKNOWN, CALLER, UNLIMITED.of(CALLER)))
        .isEqualTo(new Reservation(limit, 0, 0));
    drain(reservations("1GB").watch(zeros(1000), reserved(1000), transfer));
    assertThat(registry.asked).isEmpty();

    drain(reservations("1GB").begin(zeros(1000), 1000, transfer, limit));
    assertThat(registry.asked).containsExactly(new Reservation(limit, 1000, 1000));
  }

  @Test
  void portionsGrowWithTheData() throws IOException {
    long size = 2L << 30;

    assertThat(drain(reservations("9TB").watch(zeros(size), reserved(0), transfer)))
        .isEqualTo(size);

    assertThat(registry.asked).hasSizeLessThan(8);
    assertThat(registry.asked.getFirst().needed()).isEqualTo(1 << 20);
    assertThat(registry.asked.getFirst().wanted()).isEqualTo((1 << 20) + PORTION);
  }

  @Test
  void dataThatFillTheQuotaToTheLastBytePassAndOneMoreDoesNot() throws IOException {
    registry.room = 3_000_000;

    assertThat(drain(reservations("1GB").watch(zeros(3_000_000), reserved(0), transfer)))
        .isEqualTo(3_000_000);
    assertThatExceptionOfType(ReservedBody.Exceeded.class)
        .isThrownBy(() -> drain(reservations("1GB").watch(zeros(3_000_001), reserved(0), transfer)))
        .withMessage(
            "The size of the data 3000001 will exceed the limit. 3000000 bytes remaining.");
  }

  @Test
  void nothingIsReadOfDataThatAreKnownToBeTooMany() {
    registry.room = 9;
    InputStream unread =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("read");
          }
        };

    assertThatExceptionOfType(ReservedBody.Exceeded.class)
        .isThrownBy(
            () -> reservations("1GB").begin(unread, 10, transfer, new StorageLimit(null, 1 << 30)));
  }

  @Test
  void whoHasToWaitAsksAgain() throws IOException {
    registry.waits = 2;

    assertThat(drain(reservations("1GB").watch(zeros(5), reserved(0), transfer))).isEqualTo(5);

    assertThat(registry.asked).hasSize(3);
  }

  @Test
  void whoLostTheTransferStops() {
    registry.isLost = true;

    assertThatExceptionOfType(UploadBody.TakenOver.class)
        .isThrownBy(() -> drain(reservations("1GB").watch(zeros(5), reserved(0), transfer)));
  }
}
