package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What records say of bytes, for those who compare them with what the stores hold. */
@HttpExchange("/inventory")
public interface InventoryRegistry {

  /** How many images there are that should have bytes. */
  @PostExchange("/count")
  long count(RequestContext caller);

  /** Ids of images that should have bytes, hidden ones too, in their order. */
  @PostExchange("/images")
  List<String> images(@RequestBody Page page, RequestContext caller);

  /** What is known of images of these ids, deleted ones too; nothing of those never seen. */
  @PostExchange("/known")
  List<Known> known(@RequestBody Ids ids, RequestContext caller);

  /** Those of the urls that any image has, or had and that have bytes still. */
  @PostExchange("/urls")
  List<String> inUse(@RequestBody Urls urls, RequestContext caller);

  /**
   * @param after the last id of the page before; absent for the first one
   * @param limit ids at most
   */
  record Page(@Nullable String after, int limit) {}

  /**
   * @param ids 200 at most
   */
  record Ids(List<String> ids) {
    public Ids {
      ids = List.copyOf(ids);
    }
  }

  /**
   * @param urls 200 at most
   */
  record Urls(List<String> urls) {
    public Urls {
      urls = List.copyOf(urls);
    }
  }

  /**
   * @param status as {@code images} has it
   * @param busy whether somebody works on its bytes, or may without a note of it
   * @param urls of its locations that have bytes
   */
  record Known(String imageId, String status, boolean busy, List<String> urls) {
    public Known {
      urls = List.copyOf(urls);
    }
  }
}
