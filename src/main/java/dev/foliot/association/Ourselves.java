package dev.foliot.association;

import dev.foliot.wire.ServerMark;
import java.util.Optional;

/**
 * What tells a reply that comes, by whatever way, from ourselves.
 *
 * @param referenceId under which a server that follows this machine would name it; 0 for none
 * @param mark that our own server's replies carry; empty where this machine cannot have one
 */
public record Ourselves(int referenceId, Optional<ServerMark> mark) {
    /** Nothing is known. */
    static final Ourselves UNKNOWN = new Ourselves(0, Optional.empty());
}
