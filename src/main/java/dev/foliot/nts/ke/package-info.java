/**
 * NTS Key Establishment (RFC 8915, section 4) as bytes: what goes through a TLS connection before a client and a server
 * share keys and cookies.
 *
 * <p>Takes bytes as they come, however they are split, and the exporter of the TLS session. Gives the client its request
 * and a judgement of the response, the server the response to a request. It opens no connection and knows no TLS; every
 * message is bounded before it is read.
 */
package dev.foliot.nts.ke;
