package dev.foliot.filter;

/**
 * The two ways of an exchange. With x the offset of the source and d the shortest delay, a request takes d + x and
 * longer by our stamps and the server's, and a reply d - x.
 */
enum Way {
    /** From us to the server: T2 - T1. */
    UP(1),
    /** From the server to us: T4 - T3. */
    DOWN(-1);

    /** By which factor the offset counts. */
    final int sign;

    Way(int sign) {
        this.sign = sign;
    }

    Way other() {
        return this == UP ? DOWN : UP;
    }
}
