package dev.foliot.cli;

import dev.foliot.association.RejectReason;
import dev.foliot.association.ReplyOutcome;
import dev.foliot.daemon.Observer;
import dev.foliot.discipline.ClockCommand;
import dev.foliot.discipline.Panic;
import dev.foliot.filter.SourceEstimate;
import dev.foliot.filter.WeighedSample;
import dev.foliot.platform.Addresses;
import dev.foliot.platform.Resolver;
import dev.foliot.recording.Replayer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Turns what a replayed daemon decides into events with a time, those that are wanted. */
final class ReplayAccount implements Observer {
    private final Replayer replayer;
    private final ReplayFilter filter;
    private final Consumer<ReplayEvent> events;

    ReplayAccount(Replayer replayer, ReplayFilter filter, Consumer<ReplayEvent> events) {
        this.replayer = replayer;
        this.filter = filter;
        this.events = events;
    }

    @Override
    public void resolved(Resolver.Answer answer) {
        if (filter.wants(nowNs(), answer.name(), null)) {
            String addresses = answer.addresses().stream().map(Addresses::text).collect(Collectors.joining(", "));
            String detail = addresses.isEmpty() ? null : addresses;
            events.accept(new ReplayEvent.Incident("resolved", nowNs(), turn(), null, answer.name(), detail));
        }
    }

    @Override
    public void keysAgreed(String host, InetSocketAddress with, InetSocketAddress server) {
        incident("keys_agreed", new Server(host, with), Addresses.text(server));
    }

    @Override
    public void keysFailed(String host, InetSocketAddress with, String reason) {
        incident("keys_failed", new Server(host, with), reason);
    }

    @Override
    public void started(Server server) {
        incident("started", server, null);
    }

    @Override
    public void stopped(Server server) {
        incident("stopped", server, null);
    }

    @Override
    public void requested(Server server) {
        incident("requested", server, null);
    }

    @Override
    public void rejected(Server server, RejectReason reason) {
        incident("rejected", server, reason.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void unanswered(Server server) {
        incident("unanswered", server, null);
    }

    @Override
    public void failed(Server server, String message) {
        incident("failed", server, message);
    }

    private void incident(String event, Server server, String detail) {
        if (wants(server)) {
            events.accept(new ReplayEvent.Incident(event, nowNs(), turn(), address(server), server.host(), detail));
        }
    }

    @Override
    public void measured(Server server, ReplyOutcome.Measured reply) {
        if (wants(server)) {
            events.accept(ReplayEvent.Measurement.of(nowNs(), turn(), address(server), server.host(), reply));
        }
    }

    @Override
    public void estimated(Server server, SourceEstimate estimate, Supplier<List<WeighedSample>> samples) {
        if (wants(server)) {
            events.accept(
                    ReplayEvent.Estimate.of(nowNs(), turn(), address(server), server.host(), estimate, samples.get()));
        }
    }

    @Override
    public void selected(Supplier<Selection> selection) {
        if (!filter.wants(nowNs())) {
            return;
        }
        Selection selected = selection.get();
        List<ReplayEvent.Vote> votes = selected.votes().stream()
                .filter(vote -> wants(vote.server()))
                .map(ReplayAccount::vote)
                .toList();
        if (!votes.isEmpty()) {
            events.accept(ReplayEvent.Selection.of(
                    nowNs(),
                    turn(),
                    selected.agreeing(),
                    selected.needed(),
                    votes,
                    selected.estimate().orElse(null)));
        }
    }

    private static ReplayEvent.Vote vote(Vote vote) {
        double offsetS = vote.offsetS().orElse(Double.NaN);
        double distanceS = vote.distanceS().orElse(Double.NaN);
        return new ReplayEvent.Vote(
                address(vote.server()),
                vote.server().host(),
                vote.role(),
                vote.offsetS().orElse(null),
                vote.distanceS().isEmpty() ? null : Double.valueOf(offsetS - distanceS),
                vote.distanceS().isEmpty() ? null : Double.valueOf(offsetS + distanceS));
    }

    @Override
    public void commanded(ClockCommand command, Optional<String> refusal) {
        if (filter.wantsWhatIsOfNoSource(nowNs())) {
            events.accept(ReplayEvent.Command.of(nowNs(), turn(), command, refusal.orElse(null)));
        }
    }

    @Override
    public void jumped(Jump jump) {
        ofNoSource("jumped", jump.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void panicked(Panic panic) {
        ofNoSource("panicked", panic.explanation());
    }

    @Override
    public void accepted(double offsetS) {
        ofNoSource("accepted", Format.signedSeconds(offsetS));
    }

    private void ofNoSource(String event, String detail) {
        if (filter.wantsWhatIsOfNoSource(nowNs())) {
            events.accept(new ReplayEvent.Incident(event, nowNs(), turn(), null, null, detail));
        }
    }

    private boolean wants(Server server) {
        return filter.wants(nowNs(), server.host(), server.address());
    }

    private long nowNs() {
        return replayer.latest().utcNs();
    }

    private long turn() {
        return replayer.turns();
    }

    private static String address(Server server) {
        return Addresses.text(server.address());
    }
}
