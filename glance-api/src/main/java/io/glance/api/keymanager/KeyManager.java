package io.glance.api.keymanager;

import io.glance.common.context.RequestContext;
import java.security.cert.X509Certificate;

/** Keeps certificates and keys. Asked in the name of a caller. Thread-safe. */
public interface KeyManager {

  /**
   * The certificate of that name, whether or not it is valid now.
   *
   * @param reference a UUID, or a URL that ends with one
   * @throws KeyManagerException.BadReference if it is neither
   * @throws KeyManagerException.NotFound if there is nothing of that name
   * @throws KeyManagerException.NoCertificate if it is something else
   * @throws KeyManagerException.Failed if it cannot be had
   */
  X509Certificate certificate(String reference, RequestContext caller) throws KeyManagerException;

  /**
   * Deletes a key that nobody has registered as its consumer.
   *
   * @param reference a UUID, or a URL that ends with one
   * @throws KeyManagerException.BadReference if it is neither
   * @throws KeyManagerException.NotFound if there is nothing of that name
   * @throws KeyManagerException.Failed if it cannot be deleted
   */
  void deleteKey(String reference, RequestContext caller) throws KeyManagerException;
}
