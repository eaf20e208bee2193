package io.glance.common.outbound;

import java.util.Optional;

/**
 * Asks what users name, as far as the operator wants it: each URL, the first and those that
 * redirects lead to, passes the {@link OutboundFilter} right before it is asked, and is asked at an
 * address that passed, whatever the name resolves to by then. Nothing is kept between requests: no
 * connections, no cookies, no authentication. Thread-safe.
 *
 * <p>Source: glance/common/scripts/utils.py, open_external_uri.
 */
public final class OutboundClient {
  private final OutboundFilter filter;
  private final OutboundSettings settings;

  public OutboundClient(OutboundFilter filter) {
    this(filter, OutboundSettings.DEFAULT);
  }

  public OutboundClient(OutboundFilter filter, OutboundSettings settings) {
    this.filter = filter;
    this.settings = settings;
  }

  /**
   * Asks, follows the redirects that the request wants followed, and hands over the last answer,
   * whatever its status. The caller closes it.
   *
   * @throws OutboundException.Refused if the URL or a redirect does not pass the filter
   * @throws OutboundException.TooManyRedirects if there are more than the request allows
   * @throws OutboundException.Unanswered if a server gives no answer
   */
  public OutboundResponse open(OutboundRequest request) throws OutboundException {
    OutboundTarget target = filter.require(request.url());
    String origin = target.url().origin();
    for (int followed = 0; ; followed++) {
      boolean sameOrigin = target.url().origin().equals(origin);
      OutboundResponse response = new Exchange(target, settings).send(request, sameOrigin);
      Optional<String> location = redirect(request.redirects(), response);
      if (location.isEmpty()) {
        return response;
      }
      response.close();
      if (followed == request.redirects().most()) {
        throw new OutboundException.TooManyRedirects(followed);
      }
      target = next(target.url(), location.get(), request.redirects());
    }
  }

  private static Optional<String> redirect(Redirects redirects, OutboundResponse response) {
    return redirects.statuses().contains(response.status())
        ? response.header("location")
        : Optional.empty();
  }

  private OutboundTarget next(OutboundUrl from, String location, Redirects redirects)
      throws OutboundException {
    if (redirects.onlyAbsolute() && !OutboundUrl.isAbsolute(location)) {
      throw new OutboundException.Refused(location, true, "the redirect is no whole URL");
    }
    return filter.require(from.resolve(location), true);
  }
}
