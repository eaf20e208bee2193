package io.glance.api.v2;

import io.glance.api.frontdoor.Answers;
import io.glance.api.frontdoor.NoBody;
import io.glance.api.imagedata.StoreChoice;
import io.glance.api.imagedata.StoreRemovalService;
import io.glance.api.policy.Attributes;
import io.glance.api.policy.Policy;
import io.glance.api.policy.PolicyRule;
import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.store.backends.BackendDescription;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The stores to choose from, and taking an image out of one.
 *
 * <p>Source: glance/api/v2/discovery.py; glance/api/v2/images.py, delete_from_store.
 */
@RestController
class StoresController {
  private final StoreChoice stores;
  private final StoreRemovalService removals;
  private final Policy policy;

  StoresController(StoreChoice stores, StoreRemovalService removals, Policy policy) {
    this.stores = stores;
    this.removals = removals;
    this.policy = policy;
  }

  @NoBody
  @GetMapping("/v2/info/stores")
  StoreView.Stores list() {
    return list(StoreView::forUsers);
  }

  @NoBody
  @GetMapping("/v2/info/stores/detail")
  StoreView.Stores listInDetail(RequestContext caller) {
    StoreView.Stores all = list(StoreView::forAdministrators);
    policy.require(PolicyRule.STORES_INFO_DETAIL, Attributes.NONE, caller);
    return all;
  }

  private StoreView.Stores list(Function<BackendDescription, StoreView> view) {
    if (stores.ids().isEmpty()) {
      throw new GlanceException.NotFound("Multi backend is not supported at this site.");
    }
    return new StoreView.Stores(stores.descriptions().stream().map(view).toList());
  }

  @NoBody
  @DeleteMapping("/v2/stores/{store}/{image}")
  ResponseEntity<Void> removeImage(
      @PathVariable String store, @PathVariable String image, RequestContext caller) {
    removals.remove(store, image, caller);
    return Answers.noContent();
  }
}
