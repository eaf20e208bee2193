package io.glance.store.s3;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs requests without their bodies, over http too, where the SDK would read a body to its end
 * before it sends the first byte. The signature does not tell how a request travels, so it is made
 * as for https.
 */
final class UnsignedPayload implements AwsV4AuthScheme {
  private final AwsV4AuthScheme usual = AwsV4AuthScheme.create();
  private final Signer signer = new Signer(usual.signer());

  @Override
  public String schemeId() {
    return usual.schemeId();
  }

  @Override
  public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
    return usual.identityProvider(providers);
  }

  @Override
  public AwsV4HttpSigner signer() {
    return signer;
  }

  private record Signer(AwsV4HttpSigner usual) implements AwsV4HttpSigner {

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
      SdkHttpRequest plain = request.request();
      SignedRequest signed = usual.sign(withoutBody(request, plain));
      SdkHttpRequest.Builder sent = plain.toBuilder().headers(signed.request().headers());
      return signed.toBuilder().request(sent.build()).build();
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(
        AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
      return usual.signAsync(request);
    }

    private static <T extends AwsCredentialsIdentity> SignRequest<T> withoutBody(
        SignRequest<T> request, SdkHttpRequest plain) {
      SdkHttpRequest encrypted = plain.toBuilder().protocol("https").port(plain.port()).build();
      String host = plain.firstMatchingHeader("Host").orElse(hostOf(plain));
      return request.toBuilder()
          .request(encrypted.toBuilder().putHeader("Host", host).build())
          .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
          .putProperty(AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, false)
          .build();
    }

    private static String hostOf(SdkHttpRequest request) {
      boolean usual = request.port() == (request.protocol().equals("https") ? 443 : 80);
      return usual ? request.host() : request.host() + ":" + request.port();
    }
  }
}
