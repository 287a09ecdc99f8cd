package dev.foliot.recording;

import dev.foliot.platform.StateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Files whose every use is recorded. */
final class RecordedFiles implements StateFiles {
    private final Recorder recorder;
    private final StateFiles files;

    RecordedFiles(Recorder recorder, StateFiles files) {
        this.recorder = recorder;
        this.files = files;
    }

    @Override
    public byte[] read(Path file, int longest) throws IOException {
        recorder.add(new Command.ReadFile(file.toString()));
        try {
            byte[] contents = files.read(file, longest);
            recorder.add(new Answer.Contents(ByteBuffer.wrap(contents)));
            return contents;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void replace(Path file, byte[] contents) throws IOException {
        recorder.add(new Command.ReplaceFile(file.toString(), Checksum.of(contents)));
        try {
            files.replace(file, contents);
            recorder.add(new Answer.Done());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private IOException failed(IOException e) {
        recorder.add(Failures.of(e));
        return e;
    }
}
