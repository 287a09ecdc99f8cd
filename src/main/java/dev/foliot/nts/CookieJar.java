package dev.foliot.nts;

import dev.foliot.nts.ke.KeResponse;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The cookies that a client has left, each to be used once (RFC 8915, section 5.7): the oldest first. */
final class CookieJar {
    static final int CAPACITY = 8;

    private final Deque<byte[]> cookies = new ArrayDeque<>(CAPACITY);

    CookieJar(Collection<byte[]> first) {
        first.forEach(this::add);
    }

    /** Keeps a cookie, unless there are enough, or no packet could carry it. */
    void add(byte[] cookie) {
        if (cookies.size() < CAPACITY && KeResponse.usableCookie(cookie.length)) {
            cookies.add(cookie);
        }
    }

    int size() {
        return cookies.size();
    }

    /** The oldest cookie, which is not in the jar any more; null when there is none. */
    byte[] take() {
        return cookies.poll();
    }

    List<byte[]> all() {
        return List.copyOf(cookies);
    }
}
