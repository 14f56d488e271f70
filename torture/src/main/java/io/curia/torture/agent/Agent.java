package io.curia.torture.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the agent begins, before the server's own main method. */
public final class Agent {
    /** Packages that the server's class loaders must not look for in their own modules. */
    public static final String PACKAGE = Agent.class.getPackageName();

    private Agent() {}

    /** What follows {@code -javaagent:}: the agent's jar, where this server's disk is told what to do, and the mistakes. */
    public static String argument(Path jar, Path directory, List<Plant> plants) {
        return jar + "=" + directory + "@"
                + String.join(",", plants.stream().map(Plant::label).toList());
    }

    /** Called by the JVM. */
    public static void premain(String argument, Instrumentation instrumentation) {
        int at = argument.lastIndexOf('@');
        var directory = Path.of(argument.substring(0, at));
        var plants = Arrays.stream(argument.substring(at + 1).split(",", -1))
                .filter(label -> !label.isEmpty())
                .map(Plant::labelled)
                .toList();
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Disk.use(directory);
        instrumentation.addTransformer(new Rewriting(plants));
    }
}
