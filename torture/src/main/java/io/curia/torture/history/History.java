package io.curia.torture.history;

import jakarta.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that clients did in one run, kept in memory and written to a file as it goes, a line of JSON each. Thread-safe. */
public final class History implements AutoCloseable {
    private final long epochNs = System.nanoTime();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final BufferedWriter file;

    /**
     * Something that was done to the servers.
     *
     * @param atNs when, on the clock of the operations
     * @param text what, in words
     */
    public record Event(long atNs, String text) {}

    /**
     * @param path the file, which is replaced
     * @throws UncheckedIOException if it cannot be written
     */
    public History(Path path) {
        try {
            file = Files.newBufferedWriter(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nanoseconds since the run began. */
    public long now() {
        return System.nanoTime() - epochNs;
    }

    /** Adds an operation that is over. */
    public synchronized void add(Operation operation) {
        operations.add(operation);
        write(line(operation));
    }

    /** Adds something that was done to the servers just now. */
    public synchronized void event(String text) {
        var event = new Event(now(), text);
        events.add(event);
        write(Json.createObjectBuilder()
                .add("at", event.atNs())
                .add("event", text)
                .build()
                .toString());
    }

    /** A copy of all operations so far, in the order of their ends. */
    public synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** A copy of all events so far. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    private void write(String line) {
        try {
            file.write(line);
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written", e);
        }
    }

    private static String line(Operation operation) {
        var json = Json.createObjectBuilder()
                .add("client", operation.client())
                .add("server", operation.server())
                .add("kind", operation.kind().name())
                .add("key", operation.key())
                .add("input", operation.input())
                .add("start", operation.startNs())
                .add("end", operation.endNs())
                .add("outcome", operation.outcome().name())
                .add("index", operation.index());
        if (operation.output() != null) {
            json.add("output", operation.output());
        }
        return json.build().toString();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
