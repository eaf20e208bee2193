package io.glance.api.cli;

/** What {@code glance-replicator} says of itself. */
final class ReplicatorHelp {
  static final String USAGE =
      "usage: glance-replicator [-h] [-c BYTES] [-d] [-D FIELDS] [-m] [-t TOKEN] [-M TOKEN]"
          + " [-S TOKEN]\n                         [--config-file FILE] command [argument ...]";

  static final String COMMANDS =
      """
      Commands:

          help <command>  Output help for one of the commands below

          compare         What is missing from the target glance?
          dump            Dump the contents of a glance instance to local disk.
          livecopy        Load the contents of one glance instance into another.
          load            Load the contents of a local directory into glance.
          size            Determine the size of a glance instance if dumped to disk.

      """;

  static final String ALL =
      USAGE
          + "\n\n"
          + "Copies images from one Glance to another, or to a directory and back, over API v2."
          + " Images keep\ntheir ids, metadata and bytes; a run that was cut off is gone on with by"
          + " the next one.\n\n"
          + COMMANDS
          + """
          A server is host:port, or a URL where it speaks TLS or has a path: https://glance.example.org:9292

          Options:
            -h, --help                   show this text
            --version                    show the version
            --command COMMAND            the command, as the first word that is no option
            -c, --chunksize BYTES        move so many bytes at once; 65536 if not given
            -D, --dontreplicate FIELDS   do not copy these fields, as in 'owner visibility'; what is not given:
                                         'created_at date deleted_at location updated_at'
            -m, --metaonly               leave bytes where they are
            -d, --debug                  say what is asked of the servers
            -v, --verbose                say what is done; that is said anyway
            --config-file FILE           read options from there (several times); also --config-dir
            --log-file FILE              write there what else goes to the standard error

          Tokens of the identity service, if the servers want them; administrators see all images:
            -t, --token TOKEN            for both servers
            -M, --mastertoken TOKEN      for the server that is read (--sourcetoken)
            -S, --slavetoken TOKEN       for the server that is written to (--targettoken)
          Others see what is given to a command: better use the variables of the environment
          OS_DEFAULT__TOKEN, OS_DEFAULT__SOURCETOKEN and OS_DEFAULT__TARGETTOKEN, or the same names without
          OS_DEFAULT__ in a file for --config-file, below [DEFAULT].

          SSL_CERT_FILE in the environment names authorities in PEM in place of Java's.

          Exit code: 0 done; 1 some of it could not be done, or the arguments are wrong.
          """;

  private ReplicatorHelp() {}
}
