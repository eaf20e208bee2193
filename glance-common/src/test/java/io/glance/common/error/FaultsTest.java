package io.glance.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  @ParameterizedTest
  @CsvSource({
    "Invalid, 400 Bad Request",
    "Unauthorized, 401 Unauthorized",
    "Forbidden, 403 Forbidden",
    "NotFound, 404 Not Found",
    "MethodNotAllowed, 405 Method Not Allowed",
    "Conflict, 409 Conflict",
    "Duplicate, 409 Conflict",
    "Gone, 410 Gone",
    "LimitExceeded, 413 Request Entity Too Large",
    "UnsupportedMediaType, 415 Unsupported Media Type",
    "RangeNotSatisfiable, 416 Request Range Not Satisfiable",
    "Failed, 500 Internal Server Error",
    "Unavailable, 503 Service Unavailable",
  })
  void everyErrorHasAStatus(String kind, String heading) throws ReflectiveOperationException {
    Class<?> type = Class.forName(GlanceException.class.getName() + "$" + kind);
    GlanceException error =
        (GlanceException) type.getConstructor(String.class).newInstance("what happened");

    FaultBody body = Faults.bodyOf(error, "GET", "text/plain");

    assertThat(body.status() + " " + body.title()).isEqualTo(heading);
    assertThat(body.status()).isEqualTo(Faults.statusOf(error));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | The resource could not be found.",
        "409 | There was a conflict when trying to complete your request.",
        "413 | The body of your request was too large for this server.",
        "416 | The Range requested is not available.",
        "500 | The server has either erred or is incapable of performing the requested operation.",
        "503 | The server is currently unavailable. Please try again at a later time.",
      })
  void aStatusExplainsItself(int status, String explanation) {
    assertThat(Faults.bodyOf(status).write(null).text()).contains("\n\n" + explanation + "\n\n");
  }
}
