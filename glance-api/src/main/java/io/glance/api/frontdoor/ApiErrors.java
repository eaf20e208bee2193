package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers for controllers that threw. */
@Component
final class ApiErrors implements HandlerExceptionResolver {
  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  private final ErrorAnswers answers;

  ApiErrors(ErrorAnswers answers) {
    this.answers = answers;
  }

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception error) {
    if (!answers.isPossible(error, response)) {
      return null;
    }
    try {
      answers.answer(error, request, response);
    } catch (IOException e) {
      LOG.debug("the client is gone", e);
    }
    return new ModelAndView();
  }
}
