package dev.foliot.recording;

import dev.foliot.platform.Resolver;
import java.util.List;

/** A resolver whose every use is recorded. That there is no answer yet, which is most often so, is not. */
final class RecordedResolver implements Resolver {
    private final Recorder recorder;
    private final Resolver resolver;

    RecordedResolver(Recorder recorder, Resolver resolver) {
        this.recorder = recorder;
        this.resolver = resolver;
    }

    @Override
    public void resolve(String name) {
        recorder.add(new Command.Resolve(name));
        resolver.resolve(name);
    }

    @Override
    public List<Answer> answers() {
        List<Answer> answers = resolver.answers();
        if (!answers.isEmpty()) {
            recorder.add(new dev.foliot.recording.Answer.Names(answers));
        }
        return answers;
    }

    @Override
    public void close() {
        resolver.close();
    }
}
