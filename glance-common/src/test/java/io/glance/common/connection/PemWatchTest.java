package io.glance.common.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.glance.common.testing.TestingAuthority;
import io.glance.common.testing.TestingAuthority.Pair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;

class PemWatchTest {
  @TempDir Path directory;

  @Test
  void renewedFilesAreHandedOverOnceTheyFitTogether() throws Exception {
    TestingAuthority authority = new TestingAuthority(directory);
    Pair old = authority.issue();
    Pair renewed = authority.issue();
    Path certificate = Files.copy(old.certificate(), directory.resolve("used.crt"));
    Path key = Files.copy(old.key(), directory.resolve("used.key"));
    PemFiles files =
        new PemFiles(
            PemFile.of("cert_file", certificate.toString()),
            PemFile.of("key_file", key.toString()),
            null);
    BlockingQueue<SslBundle> handedOver = new LinkedBlockingQueue<>();

    try (PemWatch watch = new PemWatch(files, handedOver::add).start()) {
      Certificate before = shown(watch.first());
      Files.copy(renewed.certificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
      assertThatIllegalArgumentException().isThrownBy(files::load);
      Files.copy(renewed.key(), key, StandardCopyOption.REPLACE_EXISTING);
      SslBundle after = handedOver.poll(60, TimeUnit.SECONDS);

      assertThat(after).isNotNull();
      assertThat(shown(after)).isNotEqualTo(before).isEqualTo(shown(files.load()));
      assertThat(handedOver).isEmpty();
    }
  }

  private static Certificate shown(SslBundle bundle) throws Exception {
    var store = bundle.getStores().getKeyStore();
    return store.getCertificate(Collections.list(store.aliases()).getFirst());
  }
}
