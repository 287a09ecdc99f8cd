package dev.foliot.association;

/** What an association wants done. */
public sealed interface AssociationAction {
    /**
     * Send a request from a fresh port: {@link Association#writeRequest} writes it; tell {@link Association#onSent} or
     * {@link Association#onFailed}.
     */
    record Send() implements AssociationAction {}

    /** Stop waiting for the reply to the latest request, and close its socket. */
    record GiveUp() implements AssociationAction {}
}
