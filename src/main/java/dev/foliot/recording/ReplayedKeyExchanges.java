package dev.foliot.recording;

import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.NtsSession;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Exchanges of keys that end as they did when they were recorded; there are no keys. */
final class ReplayedKeyExchanges implements KeyExchanges {
    private final Replayer replayer;
    private final ReplayedSockets sockets;

    ReplayedKeyExchanges(Replayer replayer, ReplayedSockets sockets) {
        this.replayer = replayer;
        this.sockets = sockets;
    }

    @Override
    public void begin(Request request) {
        replayer.expect(new Command.BeginExchange(request));
    }

    @Override
    public List<Outcome> outcomes() {
        return replayer.answerIfAny(Answer.Exchanged.class).map(Answer.Exchanged::outcomes).orElse(List.of()).stream()
                .map(this::outcome)
                .toList();
    }

    private Outcome outcome(Answer.Exchange recorded) {
        if (recorded instanceof Answer.Agreed agreed) {
            return new Outcome.Agreed(agreed.number(), new ReplayedSession(agreed));
        }
        Answer.NotAgreed not = (Answer.NotAgreed) recorded;
        return new Outcome.Failed(not.number(), not.reason(), not.reached());
    }

    @Override
    public void close() {}

    private final class ReplayedSession implements NtsSession {
        private final Answer.Agreed agreed;

        ReplayedSession(Answer.Agreed agreed) {
            this.agreed = agreed;
        }

        @Override
        public InetSocketAddress server() {
            return agreed.server();
        }

        @Override
        public ValidityPeriod certificates() {
            return agreed.certificates();
        }

        @Override
        public long ageNs() {
            return agreed.ageNs();
        }

        @Override
        public TimestampedSocket connect() throws IOException {
            replayer.expect(new Command.ConnectUnderKeys(agreed.number()));
            return sockets.opened(agreed.server());
        }

        @Override
        public Optional<Status> status() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }
}
