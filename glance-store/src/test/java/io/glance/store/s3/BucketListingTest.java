package io.glance.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.glance.common.config.Secret;
import io.glance.store.Listing;
import io.glance.store.StoreException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BucketListingTest {
  private TestingS3Server server;

  @BeforeEach
  void start() throws Exception {
    server = TestingS3Server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Of a bucket of its own, that is made when an image comes. */
  S3StoreProperties options() {
    return new RealS3(server.host(), Secret.of(TestingS3Server.ACCESS_KEY), Secret.of("secret"))
        .in(RealS3.bucket(), Map.of());
  }

  private static List<Listing.Item> listed(S3Store store) throws IOException {
    List<Listing.Item> items = new ArrayList<>();
    store.listing().orElseThrow().forEach(items::add);
    return items;
  }

  @Test
  void anUploadThatNobodyCompletedIsListedWithItsPartsAndCanBeDiscarded() throws Exception {
    S3StoreProperties options = options();
    S3Store store = new S3Store(options, PartMemory.ofThisProcess());
    List<String> whole = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      whole.add(UUID.randomUUID().toString());
      store.write(whole.getLast(), new ByteArrayInputStream(new byte[i]), i);
    }
    String broken = UUID.randomUUID().toString();
    S3Bucket bucket =
        new S3Bucket(new S3Connection(options, S3Timeouts.USUAL), options.s3StoreBucket());
    S3Uploads.Handle upload = bucket.uploads().start(NewObject.of(broken));
    try (PartBuffer part = PartMemory.ofThisProcess().gather(2000)) {
      part.fill(new ByteArrayInputStream(new byte[1000]));
      bucket.uploads().put(upload, 1, part);
    }

    List<Listing.Item> items = listed(store);

    assertThat(items).hasSize(6);
    assertThat(items)
        .extracting(Listing.Item::name, Listing.Item::size)
        .contains(tuple(broken, 1000L), tuple(whole.get(4), 4L));
    Listing.Item left =
        items.stream().filter(item -> item.name().equals(broken)).findFirst().orElseThrow();
    assertThatThrownBy(() -> store.delete(left.location()))
        .isInstanceOf(StoreException.NotFound.class);
    store.discard(broken);
    assertThat(listed(store))
        .extracting(Listing.Item::name)
        .containsExactlyInAnyOrderElementsOf(whole);
  }

  @Test
  void aStoreWithoutItsBucketHoldsNothing() throws Exception {
    assertThat(listed(new S3Store(options(), PartMemory.ofThisProcess()))).isEmpty();
  }
}
