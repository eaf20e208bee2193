package io.glance.api.cli;

import io.glance.api.inventory.Inventory;
import io.glance.api.inventory.InventoryParts;
import io.glance.api.inventory.Orphans;
import io.glance.common.config.OsloEnvironment;
import io.glance.common.error.GlanceException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The commands {@code glance-manage verify} and {@code glance-manage orphans}. */
public final class GlanceInventory {
  static final String HELP =
      """
      Usage: glance-manage [--config-file FILE]... [--config-dir DIR]... verify [IMAGE_ID]... [OPTION]...
             glance-manage [--config-file FILE]... [--config-dir DIR]... orphans [OPTION]...

      Compares what records say with what the stores hold. Needs glance-registry and the stores,
      with the configuration of glance-api; the services may run meanwhile.

      verify reads the bytes of images back, of all if none is named, and compares their size and
      digests with the record.
        --rate MIB           read no more than so many MiB in a second
        --state FILE         remember there how far it came; the next run with it goes on
        --json               print the report as JSON

      orphans finds what a store holds and no record knows, and what records name and no store has.
        --store NAME         look into this store only; may be given several times
        --older-than HOURS   what is younger does not count (default: 24)
        --delete             remove what no record knows, if its name is an image's id
        --json               print the report as JSON

      Exit code: 0 nothing is wrong; 1 something is; 2 it could not be done.
      """;

  private static final String PROGRAM = "glance-manage";
  private static final int WRONG = 1;
  private static final int UNUSABLE = 2;

  private GlanceInventory() {}

  public static void main(String[] args) {
    List<String> words = Arrays.asList(args);
    if (words.contains("--help") || words.contains("-h")) {
      System.out.print(HELP);
      return;
    }
    System.exit(run(OsloEnvironment.loadOrExit(PROGRAM, args)));
  }

  private static int run(OsloEnvironment options) {
    try {
      InventoryArguments arguments =
          InventoryArguments.parse(Arrays.asList(options.remainingArguments()));
      try (ConfigurableApplicationContext context =
          CommandContext.start(PROGRAM, options, InventoryParts.class)) {
        return isGood(arguments, context) ? 0 : WRONG;
      }
    } catch (CommandFailure e) {
      System.err.println("%s %s; see %s verify --help".formatted(PROGRAM, e.getMessage(), PROGRAM));
    } catch (IOException | GlanceException e) {
      System.err.println(PROGRAM + ": " + e.getMessage());
    }
    return UNUSABLE;
  }

  private static boolean isGood(
      InventoryArguments arguments, ConfigurableApplicationContext context) throws IOException {
    if (arguments.command().equals("verify")) {
      return new VerifyCommand(context.getBean(Inventory.class), System.out, System.err)
          .run(arguments);
    }
    return new OrphansCommand(context.getBean(Orphans.class), System.out, System.err)
        .run(arguments);
  }
}
