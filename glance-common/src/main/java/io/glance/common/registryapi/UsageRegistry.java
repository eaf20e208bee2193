package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** What the images of an owner take up. */
@HttpExchange("/usage")
public interface UsageRegistry {

  /**
   * @param owner project; absent: images without an owner
   */
  @GetExchange
  Usage of(@RequestParam(required = false) @Nullable String owner, RequestContext caller);

  /**
   * Source: glance/db/sqlalchemy/api.py, user_get_storage_usage, user_get_staging_usage,
   * user_get_image_count and user_get_uploading_count.
   *
   * @param storedBytes size of each image, once for every place that has its bytes
   * @param stagedBytes size of the images that are being imported or copied, or wait for it
   * @param images all that are not deleted
   * @param uploading those among them that get bytes
   */
  record Usage(long storedBytes, long stagedBytes, long images, long uploading) {}
}
