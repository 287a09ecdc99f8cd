/**
 * NTP packets on the wire (RFC 5905, RFC 7822): read in place, written in place.
 *
 * <p>Takes a datagram's bytes where they lie. Gives a {@link dev.foliot.wire.NtpPacketView} of them, or the one {@link
 * dev.foliot.wire.PacketFault} that makes them something else; and the other way round, through {@link
 * dev.foliot.wire.NtpPacketWriter}. It knows no keys: where an authenticator is, it says; whether it is right, others
 * find out. Views and writers are made once and moved from packet to packet; nothing here allocates for each packet.
 */
package dev.foliot.wire;
