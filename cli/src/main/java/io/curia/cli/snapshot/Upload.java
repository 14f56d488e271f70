package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.Environment;
import io.curia.cli.command.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.atomic.AtomicLong;

/** A file, or standard input, on its way to a server; sent once. Closing it closes a file, not standard input. */
final class Upload implements AutoCloseable {
    private static final String STANDARD_INPUT = "-";

    private final InputStream in;
    private final long bytes;
    private final AtomicLong sent = new AtomicLong();

    private Upload(InputStream in, long bytes) {
        this.in = in;
        this.bytes = bytes;
    }

    /** @throws CommandFailure if the file cannot be opened */
    static Upload of(String file, Environment environment) throws CommandFailure {
        if (file.equals(STANDARD_INPUT)) {
            return new Upload(uncloseable(environment.in()), Progress.UNKNOWN);
        }
        var opened = ArchiveFile.open(file);
        return new Upload(opened.stream(), opened.bytes());
    }

    /** How many bytes there are, or {@link Progress#UNKNOWN}. */
    long bytes() {
        return bytes;
    }

    /** How many bytes have been sent. */
    long sent() {
        return sent.get();
    }

    /** The bytes as the body of a request, with their length if it is known. */
    BodyPublisher body(Progress progress) {
        if (bytes == 0) {
            return BodyPublishers.noBody();
        }
        var stream = progress.counting(new Counting(in));
        var body = BodyPublishers.ofInputStream(() -> stream);
        return bytes == Progress.UNKNOWN ? body : BodyPublishers.fromPublisher(body, bytes);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static InputStream uncloseable(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public void close() {}
        };
    }

    private final class Counting extends FilterInputStream {
        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            sent.addAndGet(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            sent.addAndGet(Math.max(count, 0));
            return count;
        }
    }
}
