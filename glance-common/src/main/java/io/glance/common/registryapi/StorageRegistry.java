package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * Room for bytes, given to work before it stores them: however many ask at the same time, what an
 * owner's images take up never passes the limit. The rules of {@link TransferRegistry} hold.
 */
@HttpExchange("/transfers/{transferId}/reservation")
public interface StorageRegistry {

  /**
   * Lets a transfer have so much, unless others have it. It never gets less than it has: a call may
   * be late, or be made again.
   *
   * <p>Of work that is under way, what began first comes first: where there would be room but for
   * work that began later, and that may yet fail, the answer is less than what is needed.
   *
   * @throws GlanceException.LimitExceeded if there is no such room; the transfer keeps what it has
   */
  @PutExchange
  Reserved reserve(
      @PathVariable String transferId, @RequestBody Reserve wanted, RequestContext caller);

  record Reserve(Holder holder, Reservation reservation) {}

  /**
   * @param bytes that the transfer has, from the first one it stores; fewer than it needs if it has
   *     to wait
   * @param remaining bytes that it could have
   */
  record Reserved(long bytes, long remaining) {}
}
