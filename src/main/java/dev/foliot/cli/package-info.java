/**
 * The command line: {@code foliot COMMAND [options]}.
 *
 * <p>Takes arguments; gives text or JSON on standard output, complaints on standard error, and an exit code of
 * sysexits(3). Each command is one {@link dev.foliot.cli.Command}; {@link dev.foliot.cli.Main} has the list.
 */
package dev.foliot.cli;
