package io.glance.api.identity;

/** A client calls its request by too long a name. */
public final class RequestIdTooLong extends RuntimeException {
  private final int most;

  RequestIdTooLong(int most) {
    super("x-openstack-request-id is too long, max size " + most);
    this.most = most;
  }

  /** How many characters it may have. */
  public int most() {
    return most;
  }
}
