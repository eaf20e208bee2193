package io.glance.api.frontdoor;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers for controllers that threw. */
@RestControllerAdvice
final class ApiErrors {
  private final ErrorAnswers answers;

  ApiErrors(ErrorAnswers answers) {
    this.answers = answers;
  }

  @ExceptionHandler
  void answer(Throwable error, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answers.answer(error, request, response);
  }
}
