package io.curia.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.server.LightServer;
import io.curia.torture.agent.Agent;
import io.curia.torture.agent.Plant;
import io.curia.torture.check.Violation;
import io.curia.torture.cluster.Cluster;
import io.curia.torture.cluster.Means;
import io.curia.torture.history.History;
import io.curia.torture.nemesis.Nemesis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes that are planted in Curia's own code are noticed, with three servers in processes of their own, each all of Curia
 * but WildFly. Some only: {@code -Dtorture.plants=all} does it with each that takes neither root nor a network of its own.
 */
class PlantedInCuriaTest {
    private static final List<Plant> QUICK = List.of(Plant.STALE_READS, Plant.LOCK_GIVEN_TWICE, Plant.WOKEN_IN_VAIN);

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(10);
    private static final long SEED = 1;
    /** That a machine is slow is no mistake. */
    private static final int SLACK = 12;

    @TempDir
    Path directory;

    static Stream<Plant> plants() {
        var wanted = System.getProperty("torture.plants", "");
        return wanted.equals("all")
                ? Arrays.stream(Plant.values()).filter(plant -> nemeses(plant).stream()
                        .allMatch(nemesis -> nemesis.isPossible(means(Path.of("."), plant))))
                : wanted.isEmpty() ? QUICK.stream() : Stream.of(Plant.labelled(wanted));
    }

    @ParameterizedTest
    @MethodSource("plants")
    void isNoticed(Plant plant) throws Exception {
        var violations = violations(means(agentJar(), plant), nemeses(plant));

        assertThat(violations).isNotEmpty();
    }

    /** Else what is noticed above might be noticed always. */
    @Test
    void nothingIsNoticedWhereNothingIsPlanted() throws Exception {
        var nemeses = QUICK.stream()
                .flatMap(plant -> nemeses(plant).stream())
                .distinct()
                .toList();

        var violations = violations(new Means(null, false, null, null, List.of()), nemeses);

        assertThat(violations).isEmpty();
    }

    private List<Violation> violations(Means means, List<Nemesis> nemeses) throws Exception {
        int spare = nemeses.contains(Nemesis.REPLACE) ? 1 : 0;
        try (var history = new History(directory.resolve("history"));
                var cluster = new Cluster(script(), directory.resolve("servers"), 3, spare, "256m", means)) {
            return new Run(cluster, null, history, nemeses, SEED, SLACK).go(LONG_ENOUGH);
        }
    }

    private static List<Nemesis> nemeses(Plant plant) {
        return Arrays.stream(plant.nemeses().split(",", -1))
                .map(Nemesis::labelled)
                .toList();
    }

    private static Means means(Path agent, Plant plant) {
        return new Means(null, false, null, agent, List.of(plant));
    }

    /** Says where the agent begins; its classes are on the class path of the servers. */
    private Path agentJar() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), Agent.class.getName());
        var jar = directory.resolve("agent.jar");
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }

    private Path script() throws IOException {
        var script = directory.resolve("server.sh");
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(
                script,
                String.join(
                        " ",
                        "#!/bin/sh\nexec",
                        "'" + java + "'",
                        "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                        "--add-opens=java.management/sun.management=ALL-UNNAMED",
                        "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED",
                        "$JAVA_OPTS",
                        "-cp '" + System.getProperty("java.class.path") + "'",
                        LightServer.class.getName(),
                        "\"$@\"\n"));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }
}
