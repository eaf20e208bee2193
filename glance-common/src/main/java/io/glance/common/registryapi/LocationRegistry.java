package io.glance.common.registryapi;

import io.glance.common.context.RequestContext;
import io.glance.common.error.GlanceException;
import io.glance.common.image.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/** The places where an image's bytes are, edited together with what is known of the image. */
@HttpExchange("/images/{imageId}/locations")
public interface LocationRegistry {

  /**
   * Applies an edit that also changes locations, all of it or nothing. A location that is left out
   * goes out of use at once; where no other location of the image has its url, its bytes are the
   * editor's to remove, by a withdrawal that is written down with the edit. A queued image may
   * become {@code active} by it, with size and digests.
   *
   * @throws GlanceException.Conflict if somebody else changed the status, a location, or another
   *     thing that is edited; nothing is written
   * @throws GlanceException.LimitExceeded if new locations take more than there is room for
   * @throws GlanceException.Forbidden if an image that has locations would have none
   * @throws GlanceException.Invalid if a url that must be exclusive is that of another image, too,
   *     worded {@code Invalid location}
   */
  @PutExchange
  EditedLocations edit(
      @PathVariable String imageId, @RequestBody LocationEdit edit, RequestContext caller);

  /**
   * @param update the image as its editor read it and as it shall be, locations, status, size and
   *     digests included; a location with the id and url of a row is that row
   * @param exclusive new urls whose bytes the service could remove: no other image may have them
   * @param limit that new locations obey, each with the size of the image; absent if there is none
   */
  record LocationEdit(
      ImageUpdate update, List<String> exclusive, Holder holder, @Nullable StorageLimit limit) {
    public LocationEdit {
      exclusive = List.copyOf(exclusive);
    }

    /** An edit that no limit holds for. */
    public LocationEdit(ImageUpdate update, List<String> exclusive, Holder holder) {
      this(update, exclusive, holder, null);
    }

    /** Bytes of the locations that the image did not have before. */
    public long newBytes() {
      long size = update.after().size() == null ? 0 : update.after().size();
      long added = update.after().locations().stream().filter(one -> one.id() == 0).count();
      return added == 0 ? 0 : Math.min(size, Long.MAX_VALUE / added) * added;
    }

    @Override
    public String toString() {
      return "LocationEdit[" + update + "]";
    }
  }

  /**
   * @param withdrawn transfers of the editor, one for each location whose bytes are to be removed
   */
  record EditedLocations(Image image, List<Transfer> withdrawn) {
    public EditedLocations {
      withdrawn = List.copyOf(withdrawn);
    }
  }
}
