package io.glance.store.rbd;

import io.glance.store.StoreException;
import java.io.IOException;

/** What failed calls mean to users of a store. Messages tell nothing of the cluster. */
final class RbdErrors {

  private RbdErrors() {}

  static IOException ofRead(CephError error, String image) {
    if (error.is(CephError.NOT_FOUND)) {
      return notFound(image, error);
    }
    if (error.isRefusal()) {
      return new StoreException.Forbidden("Access to RBD image %s denied".formatted(image), error);
    }
    return ofAny(error);
  }

  static IOException ofWrite(CephError error, String image) {
    if (error.is(CephError.EXISTS)) {
      return new StoreException.Duplicate("RBD image %s already exists".formatted(image), error);
    }
    if (error.isNoRoom()) {
      return new StoreException.Full(
          "Failed to store image %s insufficient space available".formatted(image), error);
    }
    if (error.isRefusal()) {
      return new StoreException.WriteDenied(
          "Permission to write RBD image %s denied".formatted(image), error);
    }
    return ofAny(error);
  }

  /** Of a removal that has changed nothing. */
  static IOException ofDelete(CephError error, String image) {
    if (error.is(CephError.NOT_FOUND)) {
      return notFound(image, error);
    }
    if (error.is(CephError.BUSY)) {
      return new StoreException.InUse(
          "The image cannot be deleted because it is in use through the backend store outside of"
              + " Glance.",
          error);
    }
    if (error.isOfAnotherRemoval()) {
      return new StoreException.Unavailable(
          "RBD image %s is being removed by somebody else".formatted(image), error);
    }
    if (error.isRefusal()) {
      return new StoreException.Forbidden(
          "Permission to delete RBD image %s denied".formatted(image), error);
    }
    return StoreException.Untouched.of(ofAny(error));
  }

  private static IOException notFound(String image, CephError error) {
    return new StoreException.NotFound("RBD image %s does not exist".formatted(image), error);
  }

  private static IOException ofAny(CephError error) {
    return error.isOfTheConnection()
        ? new StoreException.Unavailable("The Ceph cluster does not answer.", error)
        : error;
  }
}
