package io.glance.store.rbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.glance.store.StoreException;
import io.glance.store.StoreLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RbdLocationTest {

  @Test
  void theLongFormNamesClusterPoolImageAndSnapshot() throws Exception {
    RbdLocation location = RbdLocation.parse(new StoreLocation("rbd://f1/images/an-id/snap"));

    assertThat(location).isEqualTo(new RbdLocation("f1", "images", "an-id", "snap"));
    assertThat(location.toStoreLocation().url()).isEqualTo("rbd://f1/images/an-id/snap");
    assertThat(location.poolOr("other")).isEqualTo("images");
  }

  @Test
  void theShortFormNamesTheImageOnly() throws Exception {
    RbdLocation location = RbdLocation.parse(new StoreLocation("rbd://an-id"));

    assertThat(location).isEqualTo(RbdLocation.ofImage("an-id"));
    assertThat(location.toStoreLocation().url()).isEqualTo("rbd://an-id");
    assertThat(location.poolOr("other")).isEqualTo("other");
  }

  @Test
  void eachPartIsPercentEncoded() throws Exception {
    RbdLocation odd = new RbdLocation("f/1", "a pool+*~", "100%é", "s?#");

    StoreLocation location = odd.toStoreLocation();

    assertThat(location.url()).isEqualTo("rbd://f%2F1/a%20pool%2B%2A~/100%25%C3%A9/s%3F%23");
    assertThat(RbdLocation.parse(location)).isEqualTo(odd);
  }

  @ParameterizedTest
  @CsvSource({
    "file://a, URI must start with rbd://",
    "rbd://a/b, URI must have exactly 1 or 4 components",
    "rbd://a/b/c, URI must have exactly 1 or 4 components",
    "rbd://a/b/c/d/e, URI must have exactly 1 or 4 components",
    "rbd://, URI cannot contain empty components",
    "rbd://a//c/d, URI cannot contain empty components",
    "rbd://a/b/c/, URI cannot contain empty components",
    "rbd://é, URI contains non-ascii characters",
    "rbd://a/b/%zz/d, URI is not percent-encoded as it should be",
    "rbd://a/b/c%00/d, URI is not percent-encoded as it should be"
  })
  void anythingElseIsRefused(String url, String message) {
    assertThatThrownBy(() -> RbdLocation.parse(new StoreLocation(url)))
        .isInstanceOf(StoreException.BadLocation.class)
        .hasMessage(message);
  }

  @Test
  void anImageOfAStoreIsInItsPoolAndCalledByItsId() throws Exception {
    assertThat(RbdLocation.parse(new StoreLocation("rbd://f1/images/an-id/snap")))
        .matches(one -> one.isImageOf("images", "an-id"))
        .matches(one -> !one.isImageOf("images", "another-id"))
        .matches(one -> !one.isImageOf("vms", "an-id"));
    assertThat(RbdLocation.parse(new StoreLocation("rbd://an-id")))
        .matches(one -> one.isImageOf("images", "an-id"))
        .matches(one -> !one.isImageOf("images", "another-id"));
  }

  @Test
  void aPlaceHasOneNameInItsCluster() throws Exception {
    String one = "rbd://elsewhere/images/%61n-id/snap";
    String other = "rbd://fsid/images/an-id/snap";

    assertThat(RbdLocation.parse(new StoreLocation(one)).in("fsid"))
        .isEqualTo(RbdLocation.parse(new StoreLocation(other)).in("fsid"));
    assertThat(RbdLocation.parse(new StoreLocation(one)).in("fsid").toStoreLocation().url())
        .isEqualTo(other);
    assertThat(RbdLocation.parse(new StoreLocation("rbd://an-id")).in("fsid"))
        .isEqualTo(RbdLocation.ofImage("an-id"));
  }
}
