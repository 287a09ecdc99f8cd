package dev.foliot.association;

import java.net.InetAddress;

/** What a {@link SourceDirectory} wants done. */
public sealed interface DirectoryAction {
    /** Look a name up, and give the answer to {@link SourceDirectory#onAnswer}. */
    record Resolve(String host) implements DirectoryAction {}

    /** Start an association with this server. */
    record Start(InetAddress address) implements DirectoryAction {}

    /** End the association with this server. */
    record Stop(InetAddress address) implements DirectoryAction {}
}
