package dev.foliot.recording;

import dev.foliot.platform.StateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Files that hold what they held when they were recorded; none is touched. */
final class ReplayedFiles implements StateFiles {
    private final Replayer replayer;

    ReplayedFiles(Replayer replayer) {
        this.replayer = replayer;
    }

    @Override
    public byte[] read(Path file, int longest) throws IOException {
        replayer.expect(new Command.ReadFile(file.toString()));
        ByteBuffer contents = replayer.answerOrFailure(Answer.Contents.class).bytes();
        byte[] bytes = new byte[Math.min(longest, contents.remaining())];
        contents.get(contents.position(), bytes);
        return bytes;
    }

    @Override
    public void replace(Path file, byte[] contents) throws IOException {
        replayer.expect(new Command.ReplaceFile(file.toString(), Checksum.of(contents)));
        replayer.answerOrFailure(Answer.Done.class);
    }
}
