package dev.foliot.platform;

/** Who has started this process, waits for it to be ready and sees that it goes on: systemd, say, or nobody. */
public interface ServiceManager {
    /** {@link #watchdogNs()} of a manager that does not watch. */
    long UNWATCHED = Long.MAX_VALUE;

    /** Nobody. */
    ServiceManager NONE = new ServiceManager() {
        @Override
        public long watchdogNs() {
            return UNWATCHED;
        }

        @Override
        public void ready() {}

        @Override
        public void status(String line) {}

        @Override
        public void alive() {}

        @Override
        public void stopping() {}
    };

    /** How long this process may be silent before it is taken to hang; {@link #UNWATCHED}: for ever. */
    long watchdogNs();

    /** It serves from now on. */
    void ready();

    /** How it is doing, for a person. */
    void status(String line);

    /** It does not hang. To be called more often than every {@link #watchdogNs()}. */
    void alive();

    /** It is about to end, as it was told to. */
    void stopping();
}
