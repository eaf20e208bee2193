package io.glance.store.http;

import io.glance.common.outbound.OutboundClient;
import io.glance.common.outbound.OutboundException;
import io.glance.common.outbound.OutboundRequest;
import io.glance.common.outbound.OutboundResponse;
import io.glance.common.outbound.Redirects;
import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads images of web servers. Each URL, and each redirect, passes the filter and is asked at an
 * address that passed, whenever an image is opened: what was fine when the location was added need
 * not be fine today.
 *
 * <p>Ranges are more than the original can: the server is asked for them, and where it does not
 * know ranges, what comes before is read and dropped.
 *
 * <p>Source: glance_store/_drivers/http.py.
 */
final class HttpStore implements Store {
  private static final int MOST_REQUESTS = 5;
  private static final Redirects REDIRECTS =
      new Redirects(Set.of(301, 302), MOST_REQUESTS - 1, true);

  private final OutboundClient client;

  HttpStore(OutboundClient client) {
    this.client = client;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.READ, Capability.READ_RANGE);
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.BadLocation if the filter refuses the URL or a redirect, or the server
   *     does not give the file away
   * @throws StoreException.Unavailable if there is no answer
   */
  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    OutboundRequest request = OutboundRequest.get(HttpLocation.parse(location).url());
    OutboundResponse response = send(range.isAll() ? request : RangeOfFile.ask(request, range));
    try {
      return RangeOfFile.open(requireFile(response, range), range);
    } catch (IOException | RuntimeException e) {
      response.close();
      throw e;
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws StoreException.BadLocation also if there is no answer
   */
  @Override
  public long size(StoreLocation location) throws IOException {
    try (OutboundResponse response =
        send(OutboundRequest.head(HttpLocation.parse(location).url()))) {
      return requireFile(response, ByteRange.ALL).length();
    } catch (StoreException.Unavailable e) {
      throw new StoreException.BadLocation("The HTTP URL is invalid: there is no answer", e);
    }
  }

  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    throw new StoreException.Unsupported(
        "Configuration for store failed. Adding images to this store is disabled.");
  }

  @Override
  public void delete(StoreLocation location) throws IOException {
    throw new StoreException.Unsupported("Deleting images from this store is not supported.");
  }

  /** {@inheritDoc} What it may ask is filtered, and nothing is removed. */
  @Override
  public boolean mayBeNamed(StoreLocation location, String imageId) {
    return true;
  }

  @Override
  public void discard(String imageId) {}

  private OutboundResponse send(OutboundRequest request) throws StoreException {
    try {
      return client.open(request.following(REDIRECTS));
    } catch (OutboundException e) {
      throw switch (e) {
        case OutboundException.Refused _ ->
            new StoreException.BadLocation("The Store URI was malformed.", e);
        case OutboundException.TooManyRedirects _ ->
            new StoreException.BadLocation(
                "The HTTP URL exceeded %d maximum redirects.".formatted(MOST_REQUESTS), e);
        case OutboundException.Unanswered _ ->
            new StoreException.Unavailable(
                "Remote server where the image is present is unavailable.", e);
      };
    }
  }

  private static OutboundResponse requireFile(OutboundResponse response, ByteRange asked)
      throws StoreException {
    int status = response.status();
    if (status == 404) {
      throw new StoreException.NotFound("HTTP datastore could not find image at URI.");
    }
    boolean behindTheEnd = status == RangeOfFile.BEHIND_THE_END && !asked.isAll();
    if (status >= 400 && !behindTheEnd) {
      throw new StoreException.BadLocation("HTTP URL returned a %d status code.".formatted(status));
    }
    if (status >= 300 && status < 400) {
      throw new StoreException.BadLocation(
          "The HTTP URL attempted to redirect with an invalid %d status code.".formatted(status));
    }
    return response;
  }
}
