/**
 * The control socket: how other programs ask a running daemon what it knows.
 *
 * <p>Takes an immutable snapshot ({@link dev.foliot.observability}), or whatever else a handler answers with; gives it
 * to whoever connects, as JSON. The protocol is one exchange per connection over a Unix stream socket: the client sends
 * one line of JSON, {@code {"command": "status"}}; the daemon replies with one JSON object and a newline, and closes. A
 * request that cannot be answered gets {@code {"error": "why"}}.
 *
 * <p>Names in JSON are those of the records, in lower case with underscores and with their unit ({@code offset_s});
 * enums are strings in lower case; what is unknown is {@code null}, never missing. Fields may be added, so readers
 * ignore those that they do not know.
 */
package dev.foliot.control;
