package io.glance.api.healthcheck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The three ways to write down what was found. */
record HealthReport(List<Healthcheck.Finding> findings, boolean detailed) {
  private static final DefaultIndenter INDENTER = new DefaultIndenter("    ", "\n");
  private static final ObjectWriter JSON =
      JsonMapper.shared()
          .writer()
          .with(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                          .withArrayEmptySeparator("")
                          .withObjectEmptySeparator(""))
                  .withObjectIndenter(INDENTER)
                  .withArrayIndenter(INDENTER));

  String text() {
    return findings.stream().map(Healthcheck.Finding::reason).collect(Collectors.joining("\n"));
  }

  String json() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("detailed", detailed);
    if (detailed) {
      report.put("java_version", System.getProperty("java.version"));
      report.put("now", Instant.now().toString());
      report.put("platform", platform());
    }
    report.put("reasons", reasons());
    return JSON.writeValueAsString(report);
  }

  private List<Object> reasons() {
    List<Object> reasons = new ArrayList<>();
    for (Healthcheck.Finding finding : findings) {
      if (!detailed) {
        reasons.add(finding.reason());
        continue;
      }
      Map<String, String> reason = new LinkedHashMap<>();
      reason.put("class", finding.kind());
      reason.put("details", finding.details());
      reason.put("reason", finding.reason());
      reasons.add(reason);
    }
    return reasons;
  }

  private static String platform() {
    return System.getProperty("os.name") + "-" + System.getProperty("os.version");
  }

  String html() {
    StringBuilder html = new StringBuilder();
    html.append("<HTML>\n<HEAD><TITLE>Healthcheck Status</TITLE></HEAD>\n<BODY>\n");
    if (detailed) {
      html.append("<H1>Server status</H1>\n<B>Current time:</B><PRE>").append(Instant.now());
      html.append("</PRE>\n<B>Java version:</B><PRE>").append(System.getProperty("java.version"));
      html.append("</PRE>\n<B>Platform:</B><PRE>").append(HtmlUtils.htmlEscape(platform()));
      html.append("</PRE>\n<HR></HR>");
    }
    html.append("\n<H2>Result of ").append(findings.size()).append(" checks:</H2>\n");
    html.append("<TABLE bgcolor=\"#ffffff\" border=\"1\">\n<TBODY>\n<TR>\n");
    html.append(detailed ? "<TH>\nKind\n</TH>\n" : "\n").append("<TH>\nReason\n</TH>\n");
    html.append(detailed ? "<TH>\nDetails\n</TH>\n" : "").append("</TR>\n");
    findings.forEach(finding -> row(html, finding));
    return html.append("</TBODY>\n</TABLE>\n<HR></HR>\n\n</BODY>\n</HTML>").toString();
  }

  private void row(StringBuilder html, Healthcheck.Finding finding) {
    html.append("<TR>\n");
    html.append(detailed ? cell(finding.kind()) : "");
    html.append('\n').append(cell(finding.reason())).append('\n');
    html.append(detailed ? cell(finding.details()) : "");
    html.append("\n</TR>\n");
  }

  private static String cell(String text) {
    return "    <TD>" + HtmlUtils.htmlEscape(text) + "</TD>";
  }
}
