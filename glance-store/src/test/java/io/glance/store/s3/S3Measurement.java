package io.glance.store.s3;

import io.glance.store.checked.CheckedStore;
import io.glance.store.checked.Digests;
import io.glance.store.testing.TransferMeasurement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The RadosGW of {@code testbed/radosgw-up} beside {@code aws s3 cp}, which writes parts too. Run
 * it by hand: a file of random bytes, and rounds; and {@code swift} for the S3 of {@code
 * testbed/swift-up}.
 */
final class S3Measurement {
  private S3Measurement() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    RealS3 server = List.of(arguments).contains("swift") ? RealS3.swift() : RealS3.radosGateway();
    String bucket = RealS3.bucket();
    S3Store driver = new S3Store(server.in(bucket, Map.of()), PartMemory.ofThisProcess());
    CheckedStore store = new CheckedStore("s3", driver, new Digests());
    new TransferMeasurement(store, file, awscli(server, "s3://" + bucket + "/measured", file))
        .run(Integer.parseInt(arguments[1]));
  }

  private static TransferMeasurement.Tool awscli(RealS3 server, String object, Path file) {
    String host = server.host();
    return new TransferMeasurement.Tool(
        "aws",
        List.of("aws", "--endpoint-url", host, "s3", "cp", file.toString(), object),
        List.of("aws", "--endpoint-url", host, "s3", "cp", object, "/dev/null"),
        List.of("aws", "--endpoint-url", host, "s3", "rm", object),
        Map.of(
            "AWS_ACCESS_KEY_ID",
            server.accessKey().reveal(),
            "AWS_SECRET_ACCESS_KEY",
            server.secretKey().reveal(),
            "AWS_DEFAULT_REGION",
            "us-east-1",
            "AWS_REQUEST_CHECKSUM_CALCULATION",
            "when_required"));
  }
}
