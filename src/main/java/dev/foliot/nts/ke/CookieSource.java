package dev.foliot.nts.ke;

/** Makes the cookies that a client is given. */
@FunctionalInterface
public interface CookieSource {
    /** A new cookie that holds the keys, unlike any before. */
    byte[] next(SessionKeys keys);
}
