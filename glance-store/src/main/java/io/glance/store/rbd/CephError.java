package io.glance.store.rbd;

import java.io.IOException;

/** A call of librados or librbd that failed. */
final class CephError extends IOException {
  private static final long serialVersionUID = 1;

  /** Numbers of Linux's errno. */
  static final int NOT_PERMITTED = 1;

  static final int NOT_FOUND = 2;
  static final int DENIED = 13;
  static final int BUSY = 16;
  static final int EXISTS = 17;
  static final int INVALID = 22;
  static final int NO_SPACE = 28;
  static final int READ_ONLY = 30;
  static final int OUT_OF_RANGE = 33;

  /** An answer has more than there is room for. */
  static final int TOO_SMALL = 34;

  static final int NOT_EMPTY = 39;
  static final int NOT_CONNECTED = 107;

  /** Also what a client is told that the cluster shut out. */
  static final int SHUT_DOWN = 108;

  static final int TIMED_OUT = 110;

  /** Of a removal: another one of the same image is going on. */
  static final int STALE = 116;

  /** Of a removal: another one of the same image is going on, or broke off. */
  static final int UNCLEAN = 117;

  static final int QUOTA_EXCEEDED = 122;

  private final int number;

  /**
   * @param call of which function
   * @param number of errno, positive
   */
  CephError(String call, int number) {
    super("%s: error %d%s".formatted(call, number, words(number)));
    this.number = number;
  }

  boolean is(int other) {
    return number == other;
  }

  /** Whether the connection it came over may be of no use any more. */
  boolean isOfTheConnection() {
    return is(SHUT_DOWN) || is(NOT_CONNECTED) || is(TIMED_OUT);
  }

  /** Whether somebody else removes the same image at this moment. */
  boolean isOfAnotherRemoval() {
    return is(STALE) || is(UNCLEAN);
  }

  boolean isNoRoom() {
    return is(NO_SPACE) || is(QUOTA_EXCEEDED);
  }

  boolean isRefusal() {
    return is(NOT_PERMITTED) || is(DENIED) || is(READ_ONLY);
  }

  private static String words(int number) {
    return switch (number) {
      case NOT_PERMITTED -> " (not permitted)";
      case NOT_FOUND -> " (not found)";
      case DENIED -> " (denied)";
      case BUSY -> " (busy)";
      case EXISTS -> " (exists)";
      case INVALID -> " (invalid argument)";
      case NO_SPACE -> " (no space)";
      case READ_ONLY -> " (read only)";
      case NOT_EMPTY -> " (has snapshots)";
      case NOT_CONNECTED -> " (not connected)";
      case SHUT_DOWN -> " (shut out by the cluster)";
      case TIMED_OUT -> " (timed out)";
      case STALE, UNCLEAN -> " (being removed)";
      case QUOTA_EXCEEDED -> " (quota exceeded)";
      default -> "";
    };
  }
}
