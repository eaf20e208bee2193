package io.glance.api.frontdoor;

import io.glance.common.error.FaultBody;
import io.glance.common.error.Faults;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;

/**
 * Words the errors that the server finds before anything of ours runs: a path that is no path.
 * Where the connection is to be closed at once nothing is said, because its client is gone or still
 * sends.
 */
public final class PlainErrors extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    if (thrown instanceof CloseNowException) {
      response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, thrown);
      return;
    }
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    FaultBody.Written body = Faults.bodyOf(status).write(request.getHeader("Accept"));
    byte[] bytes = body.text().getBytes(StandardCharsets.UTF_8);
    response.setContentType(body.contentType());
    response.setContentLength(bytes.length);
    try (OutputStream out = response.getResponse().getOutputStream()) {
      out.write(bytes);
    } catch (IOException e) {
      container.getLogger().debug("the client is gone", e);
    }
  }
}
