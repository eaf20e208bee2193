package io.glance.registry.cache;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.registryapi.CacheRegistry;
import io.glance.common.registryapi.CachedImage;
import io.glance.registry.db.Transactions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CacheController implements CacheRegistry {
  private static final Logger log = LoggerFactory.getLogger(CacheController.class);

  private final CachedImageRows rows;
  private final CachedImageReader reader;
  private final Transactions transactions;

  CacheController(CachedImageRows rows, CachedImageReader reader, Transactions transactions) {
    this.rows = rows;
    this.reader = reader;
    this.transactions = transactions;
  }

  @Override
  public List<CachedImage> list(String node, RequestContext caller) {
    return reader.list(node);
  }

  @Override
  public void put(String node, CachedImage image, RequestContext caller) {
    addNode(node);
    transactions.run(() -> {
      rows.remove(node, image.imageId());
      rows.add(node, image);
    });
  }

  /** By itself, so that two first entries of a node are not in each other's way. */
  private void addNode(String node) {
    try {
      transactions.run(() -> rows.addNode(node));
    } catch (GlanceException.Duplicate _) {
      log.debug("{} is known by now", node);
    }
  }

  @Override
  public void count(String node, List<CacheHits> hits, RequestContext caller) {
    transactions.run(() -> hits.forEach(each -> rows.count(node, each)));
  }

  @Override
  public void remove(String imageId, String node, RequestContext caller) {
    transactions.run(() -> rows.remove(node, imageId));
  }

  @Override
  public void removeAll(String node, RequestContext caller) {
    transactions.run(() -> rows.removeAll(node));
  }

  @Override
  public List<String> nodesOf(String imageId, RequestContext caller) {
    return reader.nodesOf(imageId);
  }

  @Override
  public List<String> gone(List<String> imageIds, RequestContext caller) {
    return reader.gone(imageIds);
  }
}
