package io.glance.store.s3;

import io.glance.store.StoreException;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** The requests of which an upload in parts consists. Thread-safe. */
final class S3Uploads {
  private final S3Connection connection;
  private final String bucket;

  S3Uploads(S3Connection connection, String bucket) {
    this.connection = connection;
    this.bucket = bucket;
  }

  /** Which upload of which object. */
  record Handle(String key, String id) {}

  Handle start(NewObject object) throws IOException {
    try {
      return new Handle(
          object.key(),
          connection
              .client()
              .createMultipartUpload(request ->
                  request
                      .bucket(bucket)
                      .key(object.key())
                      .metadata(object.metadata())
                      .checksumAlgorithm(connection.checksums()))
              .uploadId());
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  /** Sends what can be sent again. */
  CompletedPart put(Handle upload, int number, PartBuffer bytes) throws IOException {
    RequestBody body =
        RequestBody.fromContentProvider(
            ContentStreamProvider.fromInputStreamSupplier(bytes::stream),
            bytes.size(),
            S3Bucket.BINARY);
    return put(connection.client(), upload, number, body);
  }

  /**
   * Sends what cannot be sent again.
   *
   * @throws IOException as {@code body} says it broke, unchanged
   */
  CompletedPart put(Handle upload, int number, OneTimeBody body) throws IOException {
    try {
      CompletedPart part = put(connection.clientOfStreams(), upload, number, body.toRequestBody());
      requireSame(part, body);
      return part;
    } catch (IOException | RuntimeException e) {
      body.throwIfBroken();
      throw e;
    }
  }

  /**
   * Makes the object of its parts, at one instant.
   *
   * @throws StoreException.Duplicate if there is such an object, and the server looks
   */
  void complete(Handle upload, NavigableMap<Integer, CompletedPart> parts) throws IOException {
    connection.ifNew(condition ->
        connection
            .client()
            .completeMultipartUpload(request ->
                request
                    .bucket(bucket)
                    .key(upload.key())
                    .uploadId(upload.id())
                    .ifNoneMatch(condition)
                    .multipartUpload(all -> all.parts(parts.values()))));
  }

  /** Forgets the parts; does nothing if there is no such upload. */
  void abort(Handle upload) throws IOException {
    try {
      connection
          .client()
          .abortMultipartUpload(
              request -> request.bucket(bucket).key(upload.key()).uploadId(upload.id()));
    } catch (AwsServiceException e) {
      if (e.statusCode() != 404) {
        throw S3Errors.of(e);
      }
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  /** Bytes of the parts that have come; 0 if there is no such upload any more. */
  long size(Handle upload) throws IOException {
    try {
      return connection
          .client()
          .listPartsPaginator(
              request -> request.bucket(bucket).key(upload.key()).uploadId(upload.id()))
          .parts()
          .stream()
          .mapToLong(Part::size)
          .sum();
    } catch (AwsServiceException e) {
      if (e.statusCode() != 404) {
        throw S3Errors.of(e);
      }
      return 0;
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  /** Uploads of this object, and of no other whose name begins alike, that nobody completed. */
  List<Handle> unfinished(String key) throws IOException {
    try {
      return connection
          .client()
          .listMultipartUploadsPaginator(request -> request.bucket(bucket).prefix(key))
          .uploads()
          .stream()
          .filter(upload -> upload.key().equals(key))
          .map(MultipartUpload::uploadId)
          .map(id -> new Handle(key, id))
          .toList();
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }

  /** A server that encrypts with a key of its own has other tags than digests, or fewer letters. */
  private static void requireSame(CompletedPart part, OneTimeBody body) throws StoreException {
    String etag = Etags.plain(part.eTag());
    if (Etags.isDigest(etag) && body.etag().filter(etag::equals).isEmpty()) {
      throw new StoreException.Unavailable("The bytes changed on their way to S3.");
    }
  }

  private CompletedPart put(S3Client client, Handle upload, int number, RequestBody body)
      throws IOException {
    UploadPartRequest request =
        UploadPartRequest.builder()
            .bucket(bucket)
            .key(upload.key())
            .uploadId(upload.id())
            .partNumber(number)
            .checksumAlgorithm(connection.checksums())
            .build();
    try {
      UploadPartResponse response = client.uploadPart(request, body);
      return CompletedPart.builder()
          .partNumber(number)
          .eTag(response.eTag())
          .checksumCRC32(response.checksumCRC32())
          .build();
    } catch (SdkException e) {
      throw S3Errors.of(e);
    }
  }
}
