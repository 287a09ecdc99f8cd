/**
 * Network Time Security (RFC 8915): what is decided, without any input or output.
 *
 * <p>The server's cookies are sealed with {@link dev.foliot.nts.MasterKeys}; {@link dev.foliot.nts.KeyRotation} says when
 * there shall be new ones, and which are used.
 */
package dev.foliot.nts;
