package io.curia.cli.snapshot;

import io.curia.cli.command.CommandFailure;
import io.curia.cli.command.CountedInput;
import io.curia.cli.command.Environment;
import io.curia.cli.command.FileFaults;
import io.curia.cli.command.Progress;
import io.curia.client.HttpApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** An archive on its way to a server; sent once. Closing it closes a file, not standard input. */
final class Upload implements AutoCloseable {
    private final String file;
    private final SourceStream source;
    private final long bytes;
    private final AtomicLong sent = new AtomicLong();

    private Upload(String file, ArchiveFile opened) {
        this.file = file;
        this.source = new SourceStream(opened.stream());
        this.bytes = opened.bytes();
    }

    /** @throws CommandFailure if the file cannot be opened */
    static Upload of(String file, Environment environment) throws CommandFailure {
        return new Upload(file, ArchiveFile.open(file, environment));
    }

    /** How many bytes there are, or {@link Progress#UNKNOWN}. */
    long bytes() {
        return bytes;
    }

    /** How many bytes have been sent. */
    long sent() {
        return sent.get();
    }

    /**
     * Sends it.
     *
     * @return the answer's body, to be closed
     * @throws CommandFailure if it cannot be read to its end
     * @throws IOException if the server refuses it or cannot be reached
     */
    InputStream send(HttpApi api, Map<String, String> query, Progress progress) throws CommandFailure, IOException {
        try {
            return api.send("PUT", SnapshotPath.VALUE, query, body(progress), null);
        } catch (IOException e) {
            var fault = source.fault();
            if (fault != null) {
                throw new CommandFailure("Error reading snapshot file: " + FileFaults.text("read", file, fault), fault);
            }
            throw e;
        }
    }

    /** With the length if it is known. */
    private BodyPublisher body(Progress progress) {
        if (bytes == 0) {
            return BodyPublishers.noBody();
        }
        var stream = progress.counting(new CountedInput(source, sent::addAndGet));
        var body = BodyPublishers.ofInputStream(() -> stream);
        return bytes == Progress.UNKNOWN ? body : BodyPublishers.fromPublisher(body, bytes);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
