package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.ImageMember;
import io.glance.common.image.MemberStatus;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/**
 * The projects that images are shared with.
 *
 * <p>An image that the caller may not see is {@link GlanceException.NotFound} in every call.
 */
@HttpExchange("/images/{imageId}/members")
public interface MemberRegistry {

  /** All members for the owner and administrators; otherwise the caller's own membership only. */
  @GetExchange
  List<ImageMember> list(@PathVariable String imageId, RequestContext caller);

  /**
   * Offers the image to a project; the offer is pending. A removed member is revived.
   *
   * @param most members that the image may have with this one; negative: any number
   * @throws GlanceException.LimitExceeded if there would be more
   * @throws GlanceException.Duplicate if it is a member already
   */
  @PostExchange
  ImageMember add(
      @PathVariable String imageId,
      @RequestParam String member,
      @RequestParam int most,
      RequestContext caller);

  /**
   * @throws GlanceException.NotFound if the project is not a member
   */
  @PutExchange("/status")
  ImageMember setStatus(
      @PathVariable String imageId,
      @RequestParam String member,
      @RequestParam MemberStatus status,
      RequestContext caller);

  /**
   * @throws GlanceException.NotFound if the project is not a member
   */
  @DeleteExchange
  void remove(@PathVariable String imageId, @RequestParam String member, RequestContext caller);
}
