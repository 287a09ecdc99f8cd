package dev.foliot.recording;

import dev.foliot.platform.KeyExchanges;
import dev.foliot.platform.NtsSession;
import dev.foliot.platform.TimestampedSocket;
import dev.foliot.time.ValidityPeriod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Exchanges of keys whose every use is recorded, all but the keys. */
final class RecordedKeyExchanges implements KeyExchanges {
    private final Recorder recorder;
    private final RecordedSockets sockets;
    private final KeyExchanges exchanges;

    RecordedKeyExchanges(Recorder recorder, RecordedSockets sockets, KeyExchanges exchanges) {
        this.recorder = recorder;
        this.sockets = sockets;
        this.exchanges = exchanges;
    }

    @Override
    public void begin(Request request) {
        recorder.add(new Command.BeginExchange(request));
        exchanges.begin(request);
    }

    @Override
    public List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        List<Answer.Exchange> recorded = new ArrayList<>();
        for (Outcome outcome : exchanges.outcomes()) {
            if (outcome instanceof Outcome.Agreed agreed) {
                NtsSession session = agreed.session();
                recorded.add(
                        new Answer.Agreed(agreed.number(), session.server(), session.certificates(), session.ageNs()));
                outcomes.add(new Outcome.Agreed(agreed.number(), new RecordedSession(agreed.number(), session)));
            } else if (outcome instanceof Outcome.Failed failed) {
                recorded.add(new Answer.NotAgreed(failed.number(), failed.reached(), failed.reason()));
                outcomes.add(failed);
            }
        }
        if (!recorded.isEmpty()) {
            recorder.add(new Answer.Exchanged(recorded));
        }
        return outcomes;
    }

    @Override
    public void close() {
        exchanges.close();
    }

    private final class RecordedSession implements NtsSession {
        private final int number;
        private final NtsSession session;

        RecordedSession(int number, NtsSession session) {
            this.number = number;
            this.session = session;
        }

        @Override
        public InetSocketAddress server() {
            return session.server();
        }

        @Override
        public ValidityPeriod certificates() {
            return session.certificates();
        }

        @Override
        public long ageNs() {
            return session.ageNs();
        }

        @Override
        public TimestampedSocket connect() throws IOException {
            recorder.add(new Command.ConnectUnderKeys(number));
            return sockets.opened(session::connect);
        }

        @Override
        public Optional<Status> status() {
            return session.status();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
