package dev.foliot.integration;

/** Another program as a client of a server with NTS. */
interface ForeignNtsClient extends AutoCloseable {
    /** How many replies of the server it has believed. */
    int measurements() throws Exception;

    /** What there is to tell when it does not do as wanted. */
    String account();

    @Override
    void close();
}
