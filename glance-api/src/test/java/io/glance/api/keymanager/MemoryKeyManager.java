package io.glance.api.keymanager;

import io.glance.common.context.RequestContext;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps certificates and names of keys in memory, for everybody. */
public final class MemoryKeyManager implements KeyManager {
  private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();
  private final Set<String> keys = ConcurrentHashMap.newKeySet();
  private volatile boolean down;

  public void put(String reference, X509Certificate certificate) {
    certificates.put(reference, certificate);
  }

  public void putKey(String reference) {
    keys.add(reference);
  }

  public boolean hasKey(String reference) {
    return keys.contains(reference);
  }

  /** Does not answer from now on. */
  public void goDown() {
    down = true;
  }

  @Override
  public X509Certificate certificate(String reference, RequestContext caller)
      throws KeyManagerException {
    requireUp();
    String id = SecretId.of(reference).toString();
    if (keys.contains(id)) {
      throw new KeyManagerException.NoCertificate("RAW");
    }
    X509Certificate certificate = certificates.get(id);
    if (certificate == null) {
      throw new KeyManagerException.NotFound(id);
    }
    return certificate;
  }

  @Override
  public void deleteKey(String reference, RequestContext caller) throws KeyManagerException {
    requireUp();
    if (!keys.remove(SecretId.of(reference).toString())) {
      throw new KeyManagerException.NotFound(reference);
    }
  }

  private void requireUp() throws KeyManagerException {
    if (down) {
      throw new KeyManagerException.Failed("connection refused");
    }
  }
}
