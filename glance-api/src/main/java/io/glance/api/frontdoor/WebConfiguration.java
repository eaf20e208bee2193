package io.glance.api.frontdoor;

import io.glance.api.healthcheck.Healthcheck;
import io.glance.api.versions.Versions;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.accept.ContentNegotiationManager;
import org.springframework.web.accept.FixedContentNegotiationStrategy;
import org.springframework.web.bind.support.ConfigurableWebBindingInitializer;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Spring Web MVC with what this API uses of it and nothing else. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  /** A good answer is JSON whatever the client accepts. */
  private final ContentNegotiationManager alwaysJson =
      new ContentNegotiationManager(
          new FixedContentNegotiationStrategy(MediaType.APPLICATION_JSON));

  @Bean
  RequestMappingHandlerMapping routes() {
    Routes routes = new Routes();
    routes.setContentNegotiationManager(alwaysJson);
    routes.setInterceptors(new NoBodyInterceptor());
    return routes;
  }

  @Bean
  RequestMappingHandlerAdapter handlerAdapter() {
    ConfigurableWebBindingInitializer binding = new ConfigurableWebBindingInitializer();
    binding.setConversionService(new DefaultFormattingConversionService());
    RequestMappingHandlerAdapter adapter = new RequestMappingHandlerAdapter();
    adapter.setWebBindingInitializer(binding);
    adapter.setContentNegotiationManager(alwaysJson);
    adapter.setCustomArgumentResolvers(List.of(new CallerArgument()));
    adapter.setMessageConverters(writers());
    return adapter;
  }

  /** What another node answered goes out as it came, all else as JSON. */
  static List<HttpMessageConverter<?>> writers() {
    return List.of(new ByteArrayHttpMessageConverter(), new JsonWriter());
  }

  @Bean
  DispatcherServlet dispatcherServlet() {
    DispatcherServlet servlet = new AnyVerbServlet();
    servlet.setPublishEvents(false);
    return servlet;
  }

  @Bean
  ServletRegistrationBean<DispatcherServlet> dispatcherRegistration(DispatcherServlet servlet) {
    ServletRegistrationBean<DispatcherServlet> registration =
        new ServletRegistrationBean<>(servlet, "/");
    registration.setLoadOnStartup(1);
    return registration;
  }

  @Bean
  FilterRegistrationBean<FrontDoorFilter> frontDoor(
      Healthcheck healthcheck,
      Versions versions,
      Callers callers,
      FrontDoorFilter.Around around,
      ErrorAnswers errors) {
    return new FilterRegistrationBean<>(
        new FrontDoorFilter(healthcheck, versions, callers, around, errors));
  }

  @Bean
  FrontDoorFilter.Around around(
      CorsProperties pages, ProxyProperties proxies, Environment options) {
    return new FrontDoorFilter.Around(
        new Cors(CorsOrigins.read(Binder.get(options), pages)),
        proxies.enableProxyHeadersParsing());
  }

  /** Leaves it to the routes which verbs there are. */
  private static final class AnyVerbServlet extends DispatcherServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      processRequest(request, response);
    }
  }
}
