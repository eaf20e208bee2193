package io.glance.api.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.api.quota.LimitProperties;
import io.glance.common.error.GlanceException;
import io.glance.common.image.MemberStatus;
import io.glance.common.registryapi.ImageField;
import io.glance.common.registryapi.ImageQuery;
import io.glance.common.registryapi.ImageQuery.Condition;
import io.glance.common.registryapi.ImageQuery.SortKey;
import io.glance.common.registryapi.ImageQuery.VisibilityScope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListRequestTest {
  private static final LimitProperties LIMITS = new LimitProperties(25, 1000, 128, 128, 128, true);

  private static ListRequest request(String query) {
    return ListRequest.of(query, LIMITS);
  }

  @Test
  void withoutParametersTheNewestImagesAreMeant() {
    ImageQuery query = ListRequest.of(null, LIMITS).query();

    assertThat(query)
        .isEqualTo(
            new ImageQuery(
                25,
                null,
                List.of(
                    new SortKey(ImageField.CREATED_AT, false), new SortKey(ImageField.ID, false)),
                VisibilityScope.USUAL,
                MemberStatus.ACCEPTED,
                false,
                List.of(),
                Map.of(),
                List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, 0",
    "limit=7, 7",
    "limit=+7, 7",
    "limit=1_0, 10",
    "limit=1000, 1000",
    "limit=1001, 1000",
    "limit=99999999999999999999, 1000",
    "limit=-0, 0",
    "limit=007, 7"
  })
  void aLimitIsAtMostTheLargestAllowed(String query, int limit) {
    assertThat(request(query).query().limit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource({
    "sort_key=name, name:desc created_at:desc id:desc",
    "sort_key=name&sort_dir=asc, name:asc created_at:asc id:asc",
    "sort_key=name&sort_key=size&sort_dir=asc, name:asc size:asc created_at:asc id:asc",
    "sort_key=name&sort_key=size&sort_dir=asc&sort_dir=desc,"
        + " name:asc size:desc created_at:desc id:desc",
    "sort_dir=asc, created_at:asc id:asc",
    "sort=name, name:desc created_at:desc id:desc",
    "sort=name:asc, name:asc created_at:asc id:asc",
    "'sort=name:asc,size:asc', name:asc size:asc created_at:desc id:desc",
    "'sort=name:asc,size', name:asc size:desc created_at:desc id:desc",
    "'sort=name:asc,name:desc', name:asc created_at:desc id:desc",
    "sort=id:asc, id:asc created_at:asc"
  })
  void sortKeysMakeATotalOrder(String query, String order) {
    List<String> keys =
        request(query).query().sort().stream()
            .map(key -> key.field().wireName() + (key.ascending() ? ":asc" : ":desc"))
            .toList();

    assertThat(String.join(" ", keys)).isEqualTo(order);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name=a | NAME EQUAL a",
        "name=eq:a | NAME EQUAL a",
        "name=2020-01-01T00:00:00Z | NAME EQUAL 2020-01-01T00:00:00Z",
        "status=in:active,queued | STATUS IN active queued",
        "status=in:\"a,b\",c | STATUS IN a,b c",
        "created_at=2020-01-01 | CREATED_AT EQUAL 2020-01-01T00:00:00Z",
        "created_at=gt:2020-01-01T00:00:00%2B02:00 | CREATED_AT GREATER 2019-12-31T22:00:00Z",
        "updated_at=neq:2020-01-01 | UPDATED_AT NOT_EQUAL 2020-01-01T00:00:00Z",
        "size_min=5 | SIZE GREATER_OR_EQUAL 5",
        "min_ram_max=-1_0 | MIN_RAM LESS_OR_EQUAL -10",
        "size_max=99999999999999999999 | SIZE LESS_OR_EQUAL 9223372036854775807",
        "min_ram=1.0 | MIN_RAM EQUAL 1",
        "size=5 | SIZE EQUAL 5",
        "size=1e3 | SIZE EQUAL 1000",
        "size=0e1000000000 | SIZE EQUAL 0",
        "protected=true | PROTECTED EQUAL true",
        "owner= | OWNER EQUAL",
        "owner=a&owner=b | OWNER EQUAL b",
        "checksum=in:x | CHECKSUM EQUAL in:x"
      })
  void aFilterOfAFieldIsACondition(String query, String condition) {
    Condition only = request(query).query().conditions().getFirst();

    assertThat(
            "%s %s %s"
                .formatted(only.field(), only.comparison(), String.join(" ", only.values()))
                .strip())
        .isEqualTo(condition);
    assertThat(request(query).findsNothing()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size=abc",
        "min_ram=1.5",
        "size=1e1000000000",
        "size=1e-1000000000",
        "size=-1e600000000",
        "id=in:",
        "visibility="
      })
  void whatNoImageCanBeFindsNothing(String query) {
    assertThat(request(query).findsNothing()).isTrue();
  }

  @Test
  void otherNamesAreProperties() {
    ImageQuery query = request("os_distro=in:a&is_public=1&limit=1&limit=2&deleted=true").query();

    assertThat(query.properties())
        .containsExactly(
            Map.entry("os_distro", "in:a"), Map.entry("is_public", "1"), Map.entry("limit", "2"));
  }

  @Test
  void eachTagIsDemanded() {
    assertThat(request("tag=a&tag=%20b%20").query().tags()).containsExactly("a", "b");
  }

  @Test
  void visibilityHiddenAndOffersAreOfTheirOwnKind() {
    ImageQuery query = request("visibility=all&os_hidden=TRUE&member_status=all").query();

    assertThat(query.visibility()).isEqualTo(VisibilityScope.ALL);
    assertThat(query.hidden()).isTrue();
    assertThat(query.memberStatus()).isNull();
    assertThat(query.conditions()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=x | limit param must be an integer",
        "limit= | limit param must be an integer",
        "limit=-1 | limit param must be positive",
        "sort_key=foo | Invalid sort key: foo. It must be one of the following: name, status,"
            + " container_format, disk_format, size, id, created_at, updated_at.",
        "sort= | Invalid sort key: . It must be one of the following: name, status,"
            + " container_format, disk_format, size, id, created_at, updated_at.",
        "sort_dir=up | Invalid sort direction: up",
        "sort=name:up | Invalid sort direction: up",
        "sort=name&sort_key=id | Old and new sorting syntax cannot be combined",
        "sort_key=name&sort_dir=asc&sort_dir=desc | Number of sort dirs does not match the number"
            + " of sort keys",
        "member_status=x | Invalid status: x",
        "visibility=x | Invalid visibility value: x",
        "os_hidden=X | Invalid value 'x' for 'os_hidden' filter. Valid values are 'true' or"
            + " 'false'.",
        "protected=True | Invalid value 'True' for 'protected' filter. Valid values are 'true' or"
            + " 'false'.",
        "status=in:\"a | Invalid filter value \"a. The quote is not closed.",
        "status=in:a\"b\" | Invalid filter value a\"b\". There is no comma before opening quotation"
            + " mark.",
        "status=in:\"a\"b | Invalid filter value \"a\"b. There is no comma after closing quotation"
            + " mark.",
        "name=neq:a | Unable to filter by unknown operator 'neq'.",
        "created_at=foo | Bad \"created_at\" query filter format. Use ISO 8601 DateTime notation.",
        "created_at=gt:foo | Bad \"created_at\" query filter format. Use ISO 8601 DateTime"
            + " notation.",
        "created_at=xx:2020-01-01T00:00:00Z | Unable to filter on a unknown operator.",
        "size_min=x | Unable to filter on a range with a non-numeric value.",
        "foo_min=1 | Unable to filter on a range of 'foo'.",
        "changes-since=x | The \"changes-since\" filter is no longer available on v2."
      })
  void nonsenseIsRefusedInTheWordsOfTheOriginal(String query, String message) {
    assertThatThrownBy(() -> request(query))
        .isInstanceOf(GlanceException.Invalid.class)
        .hasMessage(message);
  }

  @Test
  void linksKeepAllParametersButTheMarker() {
    ListRequest list = request("tag=a&limit=2&marker=x&tag=b&marker=y");

    assertThat(list.first()).isEqualTo("/v2/images?tag=a&limit=2&tag=b");
    assertThat(list.next("last")).isEqualTo("/v2/images?tag=a&limit=2&tag=b&marker=last");
    assertThat(request("").first()).isEqualTo("/v2/images");
    assertThat(request("").next("last")).isEqualTo("/v2/images?marker=last");
  }
}
