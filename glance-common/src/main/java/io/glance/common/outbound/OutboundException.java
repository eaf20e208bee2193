package io.glance.common.outbound;

import java.io.IOException;

/** Why there is no answer. The messages are for logs and repeat no URL, which may hold secrets. */
public abstract sealed class OutboundException extends IOException {
  private static final long serialVersionUID = 1;

  private OutboundException(String message, Throwable cause) {
    super(message, cause);
  }

  private OutboundException(String message) {
    super(message);
  }

  /** The operator does not want it asked, or it is no URL. Nothing was sent there. */
  public static final class Refused extends OutboundException {
    private static final long serialVersionUID = 1;
    private final String url;
    private final boolean redirect;

    Refused(String url, boolean redirect, String why) {
      super(why);
      this.url = url;
      this.redirect = redirect;
    }

    /** As the caller or the redirecting server wrote it. */
    public String url() {
      return url;
    }

    /** Whether another server, which was asked, sent us there. */
    public boolean redirect() {
      return redirect;
    }
  }

  /** One redirect more than the caller follows. */
  public static final class TooManyRedirects extends OutboundException {
    private static final long serialVersionUID = 1;

    TooManyRedirects(int most) {
      super("redirected more than %d times".formatted(most));
    }
  }

  /**
   * No permitted address can be connected to, its certificate is not trusted, or it gives no HTTP
   * answer in time.
   */
  public static final class Unanswered extends OutboundException {
    private static final long serialVersionUID = 1;

    Unanswered(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
