package dev.foliot.daemon;

import dev.foliot.platform.ServingSocket;
import dev.foliot.server.AccessList;

/**
 * One of the sockets that a thread serves.
 *
 * @param access whom it answers there
 */
record ServerListener(ServingSocket socket, AccessList access) {}
