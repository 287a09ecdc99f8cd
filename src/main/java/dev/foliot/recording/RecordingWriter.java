package dev.foliot.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes blocks on a thread of its own: the loop must not wait for a disk. Whatever goes wrong, the recording stops, once
 * and for all, since one with a gap is worth nothing, and the daemon goes on.
 */
final class RecordingWriter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RecordingWriter.class.getName());

    /** How much may wait for the disk, in bytes. */
    private static final long LONGEST_QUEUE = 16 << 20;

    /** A machine that loses its power loses no more than this. */
    private static final long FORCE_INTERVAL_NS = 5_000_000_000L;

    private static final long LONGEST_END_MS = 5000;
    private static final byte[] END = {};

    private final RecordingFiles files;
    private final long limitBytes;
    private final LinkedBlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Thread thread = new Thread(this::run, "recording");
    private volatile long bytes;
    private volatile String problem;
    private long keptBytes = Long.MAX_VALUE;

    /** @param limitBytes of this recording and those of earlier runs together */
    RecordingWriter(RecordingFiles files, long limitBytes) {
        this.files = files;
        this.limitBytes = limitBytes;
        thread.setDaemon(true);
    }

    /** Whether there is any use in writing. */
    boolean active() {
        return problem == null;
    }

    RecordingState state() {
        return new RecordingState(files.file(), bytes, limitBytes, problem);
    }

    /**
     * Hands a block over; it must not change any more. Never waits. With the first one the file is made, and not before:
     * until then the daemon may yet find that there is another one, whose recording it must leave alone.
     */
    void write(byte[] block) {
        if (!active()) {
            return;
        }
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        if (block.length > RecordingReader.LONGEST_BLOCK) {
            stop("too much has happened in one turn");
        } else if (queuedBytes.addAndGet(block.length) > LONGEST_QUEUE) {
            stop("the disk is too slow");
        } else {
            queue.add(block);
        }
    }

    private void run() {
        try (FileChannel channel = files.start()) {
            bytes = channel.position();
            writeAll(channel);
        } catch (IOException e) {
            stop(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll(FileChannel channel) throws IOException, InterruptedException {
        long forcedNs = System.nanoTime();
        long forcedBytes = 0;
        while (active()) {
            byte[] block = queue.poll(FORCE_INTERVAL_NS, TimeUnit.NANOSECONDS);
            if (block == END) {
                break;
            }
            if (block != null) {
                queuedBytes.addAndGet(-block.length);
                append(channel, block);
            }
            if (bytes > forcedBytes && System.nanoTime() - forcedNs >= FORCE_INTERVAL_NS) {
                channel.force(false);
                forcedNs = System.nanoTime();
                forcedBytes = bytes;
            }
        }
        channel.force(false);
    }

    private void append(FileChannel channel, byte[] block) throws IOException {
        long grown = bytes + RecordingReader.BLOCK_HEADER + block.length;
        if (grown > limitBytes) {
            stop("it is full, at " + bytes + " bytes");
            return;
        }
        if (limitBytes - grown < keptBytes) {
            // Looking after each block would be looking at the same files again and again.
            keptBytes = Math.max(0, limitBytes - grown - limitBytes / 16);
            files.keepEarlier(keptBytes);
        }
        ByteBuffer whole = ByteBuffer.allocate(RecordingReader.BLOCK_HEADER + block.length);
        whole.putInt(block.length)
                .putInt(RecordingReader.checksum(block))
                .put(block)
                .flip();
        while (whole.hasRemaining()) {
            channel.write(whole);
        }
        bytes = grown;
    }

    private synchronized void stop(String reason) {
        if (problem == null) {
            problem = reason;
            queue.clear();
            LOG.log(System.Logger.Level.WARNING, "{0}: the recording has stopped: {1}", files.file(), reason);
        }
    }

    /** Writes what is left, if that does not take for ever. */
    @Override
    public void close() {
        queue.add(END);
        try {
            thread.join(LONGEST_END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
