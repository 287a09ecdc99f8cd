/**
 * Network Time Security (RFC 8915): what is decided, without any input or output.
 *
 * <p>The server's cookies are sealed with {@link dev.foliot.nts.MasterKeys}.
 */
package dev.foliot.nts;
