package io.glance.registry.testing;

import io.glance.common.context.RequestContext;
import io.glance.common.image.Image;
import io.glance.common.image.ImageLocation;
import io.glance.common.json.GlanceJson;
import io.glance.common.registryapi.CacheRegistry;
import io.glance.common.registryapi.Holder;
import io.glance.common.registryapi.ImageRegistry;
import io.glance.common.registryapi.ImageUpdate;
import io.glance.common.registryapi.ImportRegistry;
import io.glance.common.registryapi.LocationImportRegistry;
import io.glance.common.registryapi.LocationRegistry;
import io.glance.common.registryapi.LocationRegistry.LocationEdit;
import io.glance.common.registryapi.MemberRegistry;
import io.glance.common.registryapi.MetadefObjectRegistry;
import io.glance.common.registryapi.MetadefPropertyRegistry;
import io.glance.common.registryapi.MetadefTagRegistry;
import io.glance.common.registryapi.NamespaceRegistry;
import io.glance.common.registryapi.RegistryError;
import io.glance.common.registryapi.RegistryErrors;
import io.glance.common.registryapi.RegistrySignature;
import io.glance.common.registryapi.ResourceTypeRegistry;
import io.glance.common.registryapi.ScrubRegistry;
import io.glance.common.registryapi.SharingRegistry;
import io.glance.common.registryapi.StagingRegistry;
import io.glance.common.registryapi.StorageRegistry;
import io.glance.common.registryapi.TaskRegistry;
import io.glance.common.registryapi.TransferRegistry;
import io.glance.common.registryapi.UsageRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpRequestValues;
import org.springframework.web.service.invoker.HttpServiceArgumentResolver;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * A caller of the registry over HTTP, for tests: signs its calls, throws what the registry threw.
 */
public final class RegistryClient {
  private final HttpServiceProxyFactory proxies;

  public RegistryClient(URI baseUrl, String secret) {
    RegistrySignature signature = new RegistrySignature(secret);
    RestClient client =
        RestClient.builder()
            .baseUrl(baseUrl.toString())
            .requestFactory(new JdkClientHttpRequestFactory())
            .configureMessageConverters(converters ->
                converters
                    .registerDefaults()
                    .withJsonConverter(new JacksonJsonHttpMessageConverter(GlanceJson.internal())))
            .requestInterceptor(
                (request, body, execution) -> sign(signature, request, body, execution))
            .defaultStatusHandler(
                HttpStatusCode::isError,
                (request, response) -> {
                  throw RegistryErrors.decode(
                      GlanceJson.internal()
                          .readValue(response.getBody().readAllBytes(), RegistryError.class));
                })
            .build();
    proxies =
        HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
            .customArgumentResolver(new CallerHeader())
            .build();
  }

  public ScrubRegistry scrubs() {
    return proxies.createClient(ScrubRegistry.class);
  }

  public ImageRegistry images() {
    return proxies.createClient(ImageRegistry.class);
  }

  public MemberRegistry members() {
    return proxies.createClient(MemberRegistry.class);
  }

  public SharingRegistry sharing() {
    return proxies.createClient(SharingRegistry.class);
  }

  public LocationRegistry locations() {
    return proxies.createClient(LocationRegistry.class);
  }

  public LocationImportRegistry locationImports() {
    return proxies.createClient(LocationImportRegistry.class);
  }

  /** Notes one more place of bytes. */
  public Image addLocation(String imageId, String url, Map<String, Object> metadata) {
    RequestContext caller = RequestContext.administrator("req-test");
    Image before = images().get(imageId, caller);
    List<ImageLocation> wanted = new ArrayList<>(before.locations());
    wanted.add(new ImageLocation(0, url, metadata));
    ImageUpdate update = new ImageUpdate(before, Images.at(before, wanted));
    return locations()
        .edit(imageId, new LocationEdit(update, List.of(), new Holder("t", "t")), caller)
        .image();
  }

  public TaskRegistry tasks() {
    return proxies.createClient(TaskRegistry.class);
  }

  public StagingRegistry stagings() {
    return proxies.createClient(StagingRegistry.class);
  }

  public ImportRegistry imports() {
    return proxies.createClient(ImportRegistry.class);
  }

  public TransferRegistry transfers() {
    return proxies.createClient(TransferRegistry.class);
  }

  public StorageRegistry storage() {
    return proxies.createClient(StorageRegistry.class);
  }

  public CacheRegistry caches() {
    return proxies.createClient(CacheRegistry.class);
  }

  public UsageRegistry usage() {
    return proxies.createClient(UsageRegistry.class);
  }

  public NamespaceRegistry namespaces() {
    return proxies.createClient(NamespaceRegistry.class);
  }

  public MetadefObjectRegistry metadefObjects() {
    return proxies.createClient(MetadefObjectRegistry.class);
  }

  public MetadefPropertyRegistry metadefProperties() {
    return proxies.createClient(MetadefPropertyRegistry.class);
  }

  public MetadefTagRegistry metadefTags() {
    return proxies.createClient(MetadefTagRegistry.class);
  }

  public ResourceTypeRegistry resourceTypes() {
    return proxies.createClient(ResourceTypeRegistry.class);
  }

  private static ClientHttpResponse sign(
      RegistrySignature signature,
      HttpRequest request,
      byte[] body,
      ClientHttpRequestExecution execution)
      throws IOException {
    String query = request.getURI().getRawQuery();
    String target = request.getURI().getRawPath() + (query == null ? "" : '?' + query);
    String time = Long.toString(System.currentTimeMillis());
    String caller = request.getHeaders().getFirst(RegistrySignature.CALLER_HEADER);
    String digest = body.length == 0 ? RegistrySignature.NO_BODY : RegistrySignature.digest(body);
    request.getHeaders().set(RegistrySignature.TIME_HEADER, time);
    request.getHeaders().set(RegistrySignature.DIGEST_HEADER, digest);
    request
        .getHeaders()
        .set(
            RegistrySignature.SIGNATURE_HEADER,
            signature.sign(request.getMethod().name(), target, time, caller, digest));
    return execution.execute(request, body);
  }

  private static final class CallerHeader implements HttpServiceArgumentResolver {
    @Override
    public boolean resolve(
        Object argument, MethodParameter parameter, HttpRequestValues.Builder values) {
      if (!(argument instanceof RequestContext caller)) {
        return false;
      }
      values.addHeader(
          RegistrySignature.CALLER_HEADER, GlanceJson.internal().writeValueAsString(caller));
      return true;
    }
  }
}
