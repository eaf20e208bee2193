package io.glance.api.registry;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.NewImage;
import io.glance.common.registryapi.StatusChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The registry, of which a caller's reads of single images are joined, and those of the same page;
 * all else goes straight to it. A joined call carries the request id of the first of its reads.
 */
final class JoinedImageRegistry implements ImageRegistry {
  /** Images of one call at most. */
  static final int MOST = 64;

  /** A page is the same for any number of readers. */
  private static final int ANY_NUMBER = Integer.MAX_VALUE;

  /** Ids that a database can find in one way only, whatever it thinks of upper case. */
  private static final Pattern PLAIN_ID = Pattern.compile("[0-9a-f-]{36}");

  private final ImageRegistry registry;
  private final JoinedCalls<RequestContext, String, Image> images;
  private final JoinedCalls<Page, ImageQuery, List<Image>> pages;

  /**
   * @param underWay calls for single images that one caller's reads make before the next join
   * @param patience what a call that does not come back may cost those behind it
   */
  JoinedImageRegistry(ImageRegistry registry, int underWay, Duration patience) {
    this.registry = registry;
    this.images = new JoinedCalls<>(new ImageCalls(registry), underWay, MOST, patience);
    this.pages = new JoinedCalls<>(new PageCalls(registry), 1, ANY_NUMBER, patience);
  }

  /** How many reads wait to be joined. */
  int waiting() {
    return images.waiting() + pages.waiting();
  }

  /** Without what differs from request to request: reads that are equal have one answer. */
  private static RequestContext identity(RequestContext caller) {
    return new RequestContext(
        caller.userId(), caller.projectId(), caller.roles(), caller.admin(), "");
  }

  private record ImageCalls(ImageRegistry registry) implements JoinedCalls.Calls<String, Image> {
    @Override
    public Image one(String id, RequestContext caller) {
      return registry.get(id, caller);
    }

    @Override
    public Map<String, Image> many(List<String> ids, RequestContext caller) {
      return registry.getAll(ids, caller).stream()
          .collect(Collectors.toMap(Image::id, Function.identity()));
    }
  }

  /** A page, which is the same for all requests of one caller. */
  private record Page(ImageQuery query, RequestContext identity) {}

  private record PageCalls(ImageRegistry registry)
      implements JoinedCalls.Calls<ImageQuery, List<Image>> {
    @Override
    public List<Image> one(ImageQuery query, RequestContext caller) {
      return registry.list(query, caller);
    }

    @Override
    public Map<ImageQuery, List<Image>> many(List<ImageQuery> queries, RequestContext caller) {
      return queries.stream()
          .collect(Collectors.toMap(Function.identity(), query -> one(query, caller)));
    }
  }

  @Override
  public Image get(String id, RequestContext caller) {
    return PLAIN_ID.matcher(id).matches()
        ? images.read(identity(caller), id, caller)
        : registry.get(id, caller);
  }

  @Override
  public Image getEvenDeleted(String id, RequestContext caller) {
    return registry.getEvenDeleted(id, caller);
  }

  @Override
  public List<Image> list(ImageQuery query, RequestContext caller) {
    return pages.read(new Page(query, identity(caller)), query, caller);
  }

  @Override
  public List<Image> getAll(List<String> ids, RequestContext caller) {
    return registry.getAll(ids, caller);
  }

  @Override
  public Image create(NewImage image, RequestContext caller) {
    return registry.create(image, caller);
  }

  @Override
  public Image createWithin(CreateWithin wanted, RequestContext caller) {
    return registry.createWithin(wanted, caller);
  }

  @Override
  public Image update(String id, ImageUpdate update, RequestContext caller) {
    return registry.update(id, update, caller);
  }

  @Override
  public Image changeStatus(String id, StatusChange change, RequestContext caller) {
    return registry.changeStatus(id, change, caller);
  }

  @Override
  public void addTag(String id, String tag, RequestContext caller) {
    registry.addTag(id, tag, caller);
  }

  @Override
  public void removeTag(String id, String tag, RequestContext caller) {
    registry.removeTag(id, tag, caller);
  }
}
