package io.glance.store.s3;

import io.glance.store.StoreException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a bucket. What the SDK throws becomes a {@link StoreException}, or an {@link
 * IOException} that says what the server answered. Thread-safe.
 */
final class S3Bucket {
  static final String BINARY = "binary/octet-stream";

  private static final int NOT_FOUND = 404;
  private static final int BEHIND_THE_END = 416;

  private final S3Connection connection;
  private final String name;

  S3Bucket(S3Connection connection, String name) {
    this.connection = connection;
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean exists() throws IOException {
    return ask(() -> client().headBucket(request -> request.bucket(name))).isPresent();
  }

  /**
   * Makes the bucket, in the region of the client. Does nothing if somebody of the same account
   * just did.
   */
  void create() throws IOException {
    try {
      client().createBucket(CreateBucketRequest.builder().bucket(name).build());
    } catch (AwsServiceException e) {
      if (!S3Errors.code(e).equals("BucketAlreadyOwnedByYou")) {
        throw S3Errors.of(e);
      }
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  /** Empty if there is no such object, or no bucket. */
  Optional<ObjectState> find(String key) throws IOException {
    Optional<HeadObjectResponse> found =
        ask(() -> client().headObject(request -> request.bucket(name).key(key)));
    return found.map(object ->
        new ObjectState(
            object.contentLength(),
            Etags.plain(object.eTag()),
            Optional.ofNullable(object.metadata().get(NewObject.MARK))));
  }

  /**
   * Opens an object, or a part of it; the caller closes the result.
   *
   * @param range as in HTTP; the whole object if absent
   * @param etag that the object must have still; any if absent
   * @return empty if the range is behind the end
   * @throws StoreException.NotFound if there is no such object
   */
  Optional<ResponseInputStream<GetObjectResponse>> open(
      String key, @Nullable String range, @Nullable String etag) throws IOException {
    try {
      return Optional.of(
          client().getObject(request -> request.bucket(name).key(key).range(range).ifMatch(etag)));
    } catch (AwsServiceException e) {
      if (e.statusCode() == BEHIND_THE_END) {
        return Optional.empty();
      }
      throw S3Errors.of(e);
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  /** A page of a list. */
  private interface Page<T> {
    void each(T page) throws IOException;
  }

  /**
   * Shows all objects, a thousand at a time; none if there is no bucket.
   *
   * @throws IOException also as {@code visitor} throws it
   */
  void forEach(Visitor<S3Object> visitor) throws IOException {
    forEach(
        client().listObjectsV2Paginator(request -> request.bucket(name)),
        page -> {
          for (S3Object object : page.contents()) {
            visitor.visit(object);
          }
        });
  }

  /** Shows all uploads in parts that are not completed, likewise. */
  void forEachUpload(Visitor<MultipartUpload> visitor) throws IOException {
    forEach(
        client().listMultipartUploadsPaginator(request -> request.bucket(name)),
        page -> {
          for (MultipartUpload upload : page.uploads()) {
            visitor.visit(upload);
          }
        });
  }

  /** Looks at something that the bucket has. */
  interface Visitor<T> {
    void visit(T one) throws IOException;
  }

  private static <T> void forEach(Iterable<T> pages, Page<T> visitor) throws IOException {
    Iterator<T> left = pages.iterator();
    while (true) {
      Optional<T> page = ask(() -> left.hasNext() ? left.next() : null);
      if (page.isEmpty()) {
        return;
      }
      visitor.each(page.get());
    }
  }

  /** Succeeds if there is no such object, and fails if there is no bucket. */
  void remove(String key) throws IOException {
    try {
      client().deleteObject(request -> request.bucket(name).key(key));
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  /**
   * Makes an object of what can be sent again.
   *
   * @throws StoreException.Duplicate if there is such an object, and the server looks
   */
  void put(NewObject object, PartBuffer bytes) throws IOException {
    put(
        client(),
        object,
        RequestBody.fromContentProvider(
            ContentStreamProvider.fromInputStreamSupplier(bytes::stream), bytes.size(), BINARY));
  }

  /**
   * Makes an object of what cannot be sent again.
   *
   * @throws StoreException.Duplicate if there is such an object, and the server looks
   * @throws IOException as {@code body} says it broke, unchanged
   */
  Stored put(NewObject object, OneTimeBody body) throws IOException {
    try {
      return put(connection.clientOfStreams(), object, body.toRequestBody());
    } catch (IOException | RuntimeException e) {
      body.throwIfBroken();
      throw e;
    }
  }

  S3Uploads uploads() {
    return new S3Uploads(connection, name);
  }

  /**
   * What the server says to have stored.
   *
   * @param etag the digest of the bytes, unless the server encrypts them with a key of its own
   */
  record Stored(String etag, boolean isDigest) {

    boolean isOf(OneTimeBody body) {
      return !isDigest || body.etag().filter(etag::equals).isPresent();
    }
  }

  private Stored put(S3Client client, NewObject object, RequestBody body) throws IOException {
    return connection.ifNew(condition -> put(client, object, body, condition));
  }

  private Stored put(
      S3Client client, NewObject object, RequestBody body, @Nullable String condition) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(name)
            .key(object.key())
            .metadata(object.metadata())
            .ifNoneMatch(condition)
            .build();
    PutObjectResponse response = client.putObject(request, body);
    String etag = Etags.plain(response.eTag());
    boolean encrypted = response.ssekmsKeyId() != null || response.sseCustomerAlgorithm() != null;
    return new Stored(etag, !encrypted && Etags.isDigest(etag));
  }

  private S3Client client() {
    return connection.client();
  }

  /** Empty if there is no such thing, or {@code call} has nothing. */
  private static <T> Optional<T> ask(Supplier<@Nullable T> call) throws IOException {
    try {
      return Optional.ofNullable(call.get());
    } catch (AwsServiceException e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw S3Errors.of(e);
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }
}
