package io.glance.registry.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

  @Test
  void packstacksUrlIsUnderstood() {
    DatabaseUrl url = DatabaseUrl.parse("mysql+pymysql://glance:secret@10.0.0.1/glance");

    assertThat(url)
        .isEqualTo(
            new DatabaseUrl(
                Database.MYSQL, "10.0.0.1", 3306, "glance", "secret", "glance", Map.of()));
  }

  @Test
  void credentialsAndParametersAreDecodedAndAPlusStays() {
    DatabaseUrl url =
        DatabaseUrl.parse(
            "mysql+pymysql://us%40er:p%3A+%2Fw%25rd@db:3307/glance?charset=utf8&ssl_ca=/a%20b.pem");

    assertThat(url.user()).isEqualTo("us@er");
    assertThat(url.password()).isEqualTo("p:+/w%rd");
    assertThat(url.port()).isEqualTo(3307);
    assertThat(url.parameters()).isEqualTo(Map.of("charset", "utf8", "ssl_ca", "/a b.pem"));
  }

  @Test
  void anIpV6HostKeepsItsBrackets() {
    assertThat(DatabaseUrl.parse("mysql://u:p@[::1]:3306/g").host()).isEqualTo("[::1]");
  }

  @Test
  void sqlitesPathIsWhatFollowsThreeSlashes() {
    assertThat(DatabaseUrl.parse("sqlite:////var/lib/glance/glance.sqlite").name())
        .isEqualTo("/var/lib/glance/glance.sqlite");
    assertThat(DatabaseUrl.parse("sqlite:///var/glance.sqlite").name())
        .isEqualTo("var/glance.sqlite");
  }

  @Test
  void thePasswordIsNotPrinted() {
    assertThat(DatabaseUrl.parse("mysql://glance:secret@db/glance").toString())
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "glance",
        "postgresql://u:secret@h/d",
        "mysql://u:secret@h",
        "mysql+pymysql://u:secret@h/",
        "sqlite://",
        "sqlite:///:memory:",
        "mysql://u:p@secret@h/d"
      })
  void nonsenseIsRefusedWithoutThePassword(String text) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("connection ")
        .hasMessageNotContaining("secret");
  }
}
