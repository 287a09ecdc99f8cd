package dev.foliot.recording;

import dev.foliot.platform.Resolver;
import java.util.List;

/** A resolver that finds what was found when it was recorded. */
final class ReplayedResolver implements Resolver {
    private final Replayer replayer;

    ReplayedResolver(Replayer replayer) {
        this.replayer = replayer;
    }

    @Override
    public void resolve(String name) {
        replayer.expect(new Command.Resolve(name));
    }

    @Override
    public List<Answer> answers() {
        return replayer.answerIfAny(dev.foliot.recording.Answer.Names.class)
                .map(dev.foliot.recording.Answer.Names::found)
                .orElse(List.of());
    }

    @Override
    public void close() {}
}
