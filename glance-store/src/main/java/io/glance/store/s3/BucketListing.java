package io.glance.store.s3;

import io.glance.store.Listing;
import io.glance.store.StoreLocation;
import java.io.IOException;
import java.util.function.Function;

/**
 * The objects of a bucket, then the uploads in parts that nobody completed. An upload is shown as
 * the object that it would become, once for each, with the bytes that have come.
 *
 * @param locate makes a location of an object's name
 */
record BucketListing(S3Bucket bucket, Function<String, StoreLocation> locate) implements Listing {

  @Override
  public void forEach(Visitor visitor) throws IOException {
    bucket.forEach(object ->
        visitor.visit(
            new Item(
                locate.apply(object.key()), object.key(), object.size(), object.lastModified())));
    bucket.forEachUpload(upload -> {
      long size = bucket.uploads().size(new S3Uploads.Handle(upload.key(), upload.uploadId()));
      visitor.visit(new Item(locate.apply(upload.key()), upload.key(), size, upload.initiated()));
    });
  }
}
