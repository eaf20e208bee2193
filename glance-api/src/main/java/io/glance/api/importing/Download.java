package io.glance.api.importing;

import io.glance.common.error.GlanceException;
import io.glance.common.outbound.OutboundClient;
import io.glance.common.outbound.OutboundException;
import io.glance.common.outbound.OutboundFilter;
import io.glance.common.outbound.OutboundRequest;
import io.glance.common.outbound.OutboundResponse;
import io.glance.common.outbound.PrintableUrl;
import io.glance.common.outbound.Redirects;
import io.glance.common.outbound.SlowAnswerException;
import io.glance.store.OpenImage;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Fetches images from web servers that users name, as far as the operator lets them.
 *
 * <p>Source: glance/async_/flows/_internal_plugins/web_download.py.
 */
@Component
final class Download {
  private static final int FIRST_SUCCESS = 200;
  private static final int FIRST_AFTER_SUCCESS = 300;

  private final OutboundFilter filter;
  private final OutboundClient client;

  Download(OutboundFilter filter) {
    this.filter = filter;
    this.client = new OutboundClient(filter);
  }

  /**
   * @throws GlanceException.Invalid if the operator does not want this address to be asked
   */
  void requireAllowed(@Nullable String uri) {
    if (uri == null || !isAllowed(uri)) {
      throw new GlanceException.Invalid(
          "URI for web-download does not pass filtering: "
              + (uri == null ? "None" : PrintableUrl.of(uri)));
    }
  }

  /** Whether the operator wants this address to be asked. */
  boolean isAllowed(String uri) {
    return filter.passes(uri);
  }

  /**
   * The bytes at an address, which passes the filter anew. The caller closes the result.
   *
   * @throws ImportFailure if there are none
   */
  OpenImage open(String uri) throws IOException {
    return open(OutboundRequest.get(uri));
  }

  /** As {@link #open(String)}, for requests that say more. */
  OpenImage open(OutboundRequest request) throws IOException {
    OutboundResponse answer;
    try {
      answer = client.open(request.following(Redirects.USUAL));
    } catch (OutboundException e) {
      throw new ImportFailure(meaningOf(e), e);
    }
    if (answer.status() < FIRST_SUCCESS || answer.status() >= FIRST_AFTER_SUCCESS) {
      answer.close();
      throw new ImportFailure("The source of the image answered HTTP " + answer.status());
    }
    return OpenImage.of(new Body(answer), answer.length());
  }

  private static String meaningOf(OutboundException failure) {
    return switch (failure) {
      case OutboundException.Refused refused ->
          refused.redirect()
              ? "The source of the image redirects to where nobody may ask"
              : "URI for web-download does not pass filtering";
      case OutboundException.TooManyRedirects _ -> "The source of the image redirects too often";
      case OutboundException.Unanswered _ -> "The source of the image does not answer";
    };
  }

  /** Tells trouble of the source from that of a store. */
  private static final class Body extends FilterInputStream {
    private final OutboundResponse answer;

    private Body(OutboundResponse answer) {
      super(answer.body());
      this.answer = answer;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (SlowAnswerException e) {
        throw new ImportFailure("The source of the image sends too slowly: " + e.getMessage(), e);
      } catch (InterruptedIOException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        throw new ImportFailure("The source of the image stopped sending", e);
      } catch (IOException e) {
        throw new ImportFailure("The source of the image broke off", e);
      }
    }

    @Override
    public void close() {
      answer.close();
    }
  }
}
