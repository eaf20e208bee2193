package io.glance.api.cli;

import io.glance.api.inventory.Orphan;
import io.glance.api.inventory.Orphan.Kind;
import io.glance.api.inventory.Orphans;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code glance-manage orphans}: what does only one side know of? For one run. */
final class OrphansCommand {
  private final Orphans orphans;
  private final PrintStream out;
  private final PrintStream err;
  private final Report report = new Report("kind", "store", "name", "bytes", "detail");
  private final List<String> kept = new ArrayList<>();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  OrphansCommand(Orphans orphans, PrintStream out, PrintStream err) {
    this.orphans = orphans;
    this.out = out;
    this.err = err;
  }

  /** Returns whether nothing was found, or all that was found is removed. */
  boolean run(InventoryArguments wanted) throws IOException {
    Orphans.Reach reach = orphans.reach();
    for (String store : wanted.stores()) {
      if (!reach.listed().contains(store)) {
        throw new CommandFailure("cannot list what the store %s holds".formatted(store));
      }
    }
    List<String> stores = wanted.stores().isEmpty() ? reach.listed() : wanted.stores();
    err.println("looking for what records name");
    Set<String> missing = orphans.missing(this::take);
    for (String store : stores) {
      err.printf("looking into store %s%n", store);
      boolean delete = wanted.delete() && isSafeIn(store, missing);
      orphans.unknown(store, wanted.minimumAge(), delete, this::take);
    }
    report.summarize("searched", stores);
    report.summarize("cannot_be_listed", reach.notListed());
    if (!kept.isEmpty()) {
      report.summarize("nothing_removed_from", kept);
    }
    counts.forEach((kind, count) -> report.summarize(name(kind), count));
    report.print(wanted.json(), out);
    return counts.keySet().stream().allMatch(kind -> kind == Kind.REMOVED);
  }

  /** What no record knows may be what another record misses. */
  private boolean isSafeIn(String store, Set<String> missing) {
    boolean safe = !orphans.hasAnyOf(store, missing);
    if (!safe) {
      err.printf(
          "nothing is removed from store %s: records name bytes that are not there; see what is missing or unreadable%n",
          store);
      kept.add(store);
    }
    return safe;
  }

  private void take(Orphan found) {
    counts.merge(found.kind(), 1, Integer::sum);
    report.add(name(found.kind()), found.store(), found.name(), found.size(), found.detail());
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
