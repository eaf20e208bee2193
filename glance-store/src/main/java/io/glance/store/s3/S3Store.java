package io.glance.store.s3;

import io.glance.store.ByteRange;
import io.glance.store.Capability;
import io.glance.store.HttpRange;
import io.glance.store.Listing;
import io.glance.store.OpenImage;
import io.glance.store.Store;
import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import io.glance.store.Written;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Keeps images as objects of a bucket, named by their ids. What older locations say of the server
 * and its keys is not heeded: the options decide whom to ask, a location only which object.
 *
 * <p>An image appears at one instant, when its one request or the completion of its parts succeeds.
 * Two processes that write one image at the same time are kept apart by the server if it knows
 * conditional writes; where it does not, the one that ends last replaces the other's.
 *
 * <p>Source: glance_store/_drivers/s3.py.
 */
final class S3Store implements Store {
  private final S3StoreProperties properties;
  private final S3Endpoint endpoint;
  private final S3Connection connection;
  private final S3Bucket bucket;
  private final S3Writer writer;

  /** Asks nobody. */
  S3Store(S3StoreProperties properties, PartMemory memory) {
    this(properties, memory, S3Timeouts.USUAL);
  }

  S3Store(S3StoreProperties properties, PartMemory memory, S3Timeouts timeouts) {
    this.properties = properties;
    endpoint = properties.endpoint();
    connection = new S3Connection(properties, timeouts);
    bucket = new S3Bucket(connection, properties.s3StoreBucket());
    writer = new S3Writer(bucket, memory, properties);
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  /** {@inheritDoc} Goes on by itself where a connection breaks. */
  @Override
  public OpenImage open(StoreLocation location, ByteRange range) throws IOException {
    S3Location object = S3Location.parse(location);
    S3Bucket holder = bucketOf(object);
    if (range.length() == 0) {
      find(object);
      return OpenImage.of(InputStream.nullInputStream(), 0);
    }
    Optional<ResponseInputStream<GetObjectResponse>> opened =
        holder.open(object.key(), range.isAll() ? null : HttpRange.asked(range), null);
    if (opened.isEmpty()) {
      return OpenImage.of(InputStream.nullInputStream(), 0);
    }
    ResponseInputStream<GetObjectResponse> bytes = opened.get();
    long length = bytes.response().contentLength();
    if (!range.isAll() && !isAnswerTo(range, bytes.response())) {
      bytes.abort();
      throw new StoreException.Unavailable("The S3 server sent another part of the image.");
    }
    return OpenImage.of(
        new S3ImageStream(holder, object.key(), bytes, range.offset(), range.offset() + length),
        length);
  }

  @Override
  public long size(StoreLocation location) throws IOException {
    return find(S3Location.parse(location)).size();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IOException also if there is no bucket, and none is to be made
   */
  @Override
  public Written write(String imageId, InputStream data, long expectedSize) throws IOException {
    requireBucket();
    try {
      long size = writer.write(imageId, data, expectedSize);
      return new Written(locationOf(imageId).toStoreLocation(), size);
    } catch (StoreException.NotFound e) {
      throw new IOException("bucket or upload vanished in the S3 server", e);
    }
  }

  @Override
  public void delete(StoreLocation location) throws IOException {
    S3Location object = S3Location.parse(location);
    try {
      find(object);
    } catch (IOException e) {
      throw StoreException.Untouched.of(e);
    }
    bucketOf(object).remove(object.key());
  }

  /** {@inheritDoc} Uploads in parts that nobody completed are aborted. */
  @Override
  public void discard(String imageId) throws IOException {
    try {
      for (S3Uploads.Handle upload : bucket.uploads().unfinished(imageId)) {
        bucket.uploads().abort(upload);
      }
      bucket.remove(imageId);
    } catch (StoreException.NotFound e) {
      if (bucket.exists()) {
        throw e;
      }
    }
  }

  /** {@inheritDoc} It names the server and the bucket of the options, with or without keys. */
  @Override
  public boolean owns(StoreLocation location) {
    try {
      S3Location object = S3Location.parse(location);
      return object.host().equalsIgnoreCase(endpoint.authority())
          && object.bucket().equals(bucket.name());
    } catch (StoreException _) {
      return false;
    }
  }

  /** {@inheritDoc} With the server of the options and without keys: no others are ever used. */
  @Override
  public StoreLocation canonical(StoreLocation location) throws StoreException {
    S3Location object = S3Location.parse(location);
    return new S3Location(endpoint.scheme(), endpoint.authority(), object.bucket(), object.key())
        .toStoreLocation();
  }

  /** {@inheritDoc} In the bucket of the options: the keys may open others, too. */
  @Override
  public boolean mayBeNamed(StoreLocation location, String imageId) {
    try {
      S3Location object = S3Location.parse(location);
      return object.bucket().equals(bucket.name()) && object.key().equals(imageId);
    } catch (StoreException _) {
      return false;
    }
  }

  /** {@inheritDoc} Uploads in parts that nobody completed are among it. */
  @Override
  public Optional<Listing> listing() {
    return Optional.of(new BucketListing(bucket, key -> locationOf(key).toStoreLocation()));
  }

  /** {@inheritDoc} Sizes are in bytes there. Source: glance/api/v2/discovery.py. */
  @Override
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("s3_store_large_object_size", properties.largeBytes());
    details.put("s3_store_large_object_chunk_size", properties.partBytes());
    details.put("s3_store_thread_pools", properties.s3StoreThreadPools());
    return details;
  }

  private void requireBucket() throws IOException {
    if (bucket.exists()) {
      return;
    }
    if (!properties.s3StoreCreateBucketOnPut()) {
      throw new IOException(
          "The bucket %s does not exist in S3. Please set the s3_store_create_bucket_on_put option to add bucket to S3 automatically."
              .formatted(bucket.name()));
    }
    bucket.create();
  }

  private ObjectState find(S3Location object) throws IOException {
    return bucketOf(object)
        .find(object.key())
        .orElseThrow(
            () -> new StoreException.NotFound("Image %s not found".formatted(object.key())));
  }

  private S3Bucket bucketOf(S3Location object) {
    return object.bucket().equals(bucket.name())
        ? bucket
        : new S3Bucket(connection, object.bucket());
  }

  private S3Location locationOf(String imageId) {
    return new S3Location(endpoint.scheme(), endpoint.authority(), bucket.name(), imageId);
  }

  private static boolean isAnswerTo(ByteRange range, GetObjectResponse response) {
    String sent = response.contentRange();
    return sent == null
        ? range.offset() == 0
            && range.lengthIn(response.contentLength()) == response.contentLength()
        : HttpRange.sent(sent).filter(part -> part.offset() == range.offset()).isPresent();
  }
}
