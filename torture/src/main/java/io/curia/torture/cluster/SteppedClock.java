package io.curia.torture.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A small library that is loaded before those of a server and adds some seconds to the time of day that it sees. libfaketime
 * does much more, waits among it, and servers with many threads come to a halt under it.
 *
 * @param library the library's file
 */
public record SteppedClock(Path library) {
    private static final String SOURCE = "clock.c";

    /** Builds it in a directory; null where that cannot be done. */
    public static SteppedClock build(Path directory) throws IOException, InterruptedException {
        var source = directory.resolve(SOURCE);
        try (var in = SteppedClock.class.getResourceAsStream(SOURCE)) {
            Files.write(source, in.readAllBytes());
        }
        var library = directory.resolve("clock.so");
        try {
            Shell.run("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(), "-ldl");
            return new SteppedClock(library);
        } catch (IllegalStateException | UncheckedIOException e) {
            return null;
        }
    }

    /** Has a process take its steps from a file. */
    Map<String, String> environment(Path file) throws IOException {
        if (!Files.exists(file)) {
            step(file, 0);
        }
        return Map.of("LD_PRELOAD", library.toString(), "TORTURE_CLOCK", file.toString());
    }

    /** Sets the clock of those who take their steps from this file, so many seconds from the right time. */
    void step(Path file, long seconds) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .putLong(seconds)
                    .flip());
        }
    }
}
