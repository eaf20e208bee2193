package io.glance.api.cli;

/** What {@code glance-cache-manage} says of itself. */
final class CacheManageHelp {
  static final String USAGE =
      "usage: glance-cache-manage [-h] [-v] [-d] [-H ADDRESS] [-p PORT] [-k] [-f] [--os-…]"
          + " command [argument]";

  static final String COMMANDS =
      """
      Commands:

          help <command>              Output help for one of the commands below

          list-cached                 List all images currently cached

          list-queued                 List all images currently queued for caching

          queue-image                 Queue an image for caching

          delete-cached-image         Purges an image from the cache

          delete-all-cached-images    Removes all images from the cache

          delete-queued-image         Deletes an image from the cache queue

          delete-all-queued-images    Deletes all images from the cache queue

      """;

  static final String ALL =
      USAGE
          + "\n\n"
          + "Shows and changes what one glance-api keeps in its image cache. That service must run"
          + " with a\nflavor of [paste_deploy] that ends in cachemanagement.\n\n"
          + COMMANDS
          + """
          Options:
            -h, --help              show this text
            --version               show the version
            -v, --verbose           say what was done, and how long it took
            -d, --debug             accepted, has no effect
            -H, --host ADDRESS      where glance-api is; 0.0.0.0 means this machine
            -p, --port PORT         its port; 9292 if not given
            -k, --insecure          do not look at the certificate of the identity service
            -f, --force             do not ask before something is changed

          Who you are, by an option or a variable of the environment ($OS_USERNAME for --os-username):
            -A, --os-auth-token TOKEN          a token; then nothing else is needed
            -N, --os-auth-url URL              of the identity service, for a login by password
            -I, --os-username NAME             -K, --os-password PASSWORD
            -T, --os-project-name NAME         --os-project-id ID
            --os-user-domain-id ID             --os-project-domain-id ID
            --os-domain-id ID                  for both; `default` if not given
            -S, --os_auth_strategy STRATEGY    keystone or noauth
            -R, --os-region-name NAME          accepted, has no effect

          Exit code: 0 done, or you did not want it; 1 it could not be done; 2 wrong arguments.
          """;

  private CacheManageHelp() {}
}
