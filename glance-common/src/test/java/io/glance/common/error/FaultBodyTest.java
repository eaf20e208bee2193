package io.glance.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.glance.common.testing.VerifiedAgainstGlance;
import org.junit.jupiter.api.Test;

@VerifiedAgainstGlance({"25.1", "33"})
class FaultBodyTest {

  @Test
  void htmlEscapesWhatTheErrorSays() {
    FaultBody body = notFound("No image found with ID <b>x&y\"'");

    assertThat(body.write("*/*"))
        .isEqualTo(
            new FaultBody.Written(
                "text/html; charset=UTF-8",
                """
                <html>
                 <head>
                  <title>404 Not Found</title>
                 </head>
                 <body>
                  <h1>404 Not Found</h1>
                  No image found with ID &lt;b&gt;x&amp;y&quot;&#x27;<br /><br />



                 </body>
                </html>\
                """));
  }

  @Test
  void htmlNumbersCharactersBeyondAscii() {
    assertThat(notFound("é𝄞").write("text/html").text()).contains("&#233;&#119070;<br");
  }

  @Test
  void jsonKeepsMarkupAndEscapesBeyondAscii() {
    FaultBody body = notFound("No image <b> \"é\"\t𝄞");

    assertThat(body.write("application/json"))
        .isEqualTo(
            new FaultBody.Written(
                "application/json",
                "{\"message\": \"No image <b> \\\"\\u00e9\\\"\\t\\ud834\\udd1e<br /><br />"
                    + "\\n\\n\\n\", \"code\": \"404 Not Found\", \"title\": \"Not Found\"}"));
  }

  @Test
  void plainTextFoldsLinesAndLosesTags() {
    FaultBody body = notFound("No image\nfound with <b>x</b>");

    assertThat(body.write(null))
        .isEqualTo(
            new FaultBody.Written(
                "text/plain; charset=UTF-8", "404 Not Found\n\nNo image found with x\n\n   "));
  }

  @Test
  void aDetailStandsBelowTheUsualExplanation() {
    FaultBody body = Faults.bodyOf(new GlanceException.Forbidden(null, "Not yours"), "GET", null);

    assertThat(body.write("application/json").text())
        .isEqualTo(
            "{\"message\": \"Access was denied to this resource.<br /><br />\\nNot yours\\n\\n\","
                + " \"code\": \"403 Forbidden\", \"title\": \"Forbidden\"}");
  }

  @Test
  void aWrongVerbIsNamed() {
    FaultBody body = Faults.methodNotAllowed("PUT");

    assertThat(body.write("application/json").text())
        .isEqualTo(
            "{\"message\": \"The method PUT is not allowed for this resource. <br /><br />\\n\","
                + " \"code\": \"405 Method Not Allowed\", \"title\": \"Method Not Allowed\"}");
    assertThat(body.write("text/plain").text())
        .isEqualTo(
            "405 Method Not Allowed\n\nThe method PUT is not allowed for this resource. \n\n ");
    assertThat(body.write("*/*").text())
        .contains("  The method PUT is not allowed for this resource. <br /><br />\n\n </body>");
  }

  @Test
  void anUnknownVerbIsNamed() {
    FaultBody body = Faults.notImplemented("FOO");

    assertThat(body.write("text/plain").text())
        .isEqualTo(
            "501 Not Implemented\n\n The request method FOO is not implemented for this server."
                + " \n\n ");
    assertThat(body.write("*/*").text())
        .contains("  \nThe request method FOO is not implemented for this server. <br /><br />\n");
  }

  @Test
  void anUnsupportedTypeIsNamed() {
    GlanceException error = new GlanceException.UnsupportedMediaType(null, "use octet-stream");

    assertThat(Faults.bodyOf(error, "PUT", "text/<x>").write("*/*").text())
        .contains(
            "  The request media type text/&lt;x&gt; is not supported by this server.\n"
                + "<br /><br />\nuse octet-stream\n </body>");
    assertThat(Faults.bodyOf(error, "PUT", null).write("*/*").text()).contains("${CONTENT_TYPE}");
  }

  private static FaultBody notFound(String explanation) {
    return Faults.bodyOf(new GlanceException.NotFound(explanation), "GET", null);
  }
}
