package io.curia.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A directory like a clone of the repository in which everything is built, with stand-ins for Java, Maven and WildFly. */
final class Clone {
    private static final List<String> SOURCES = List.of(
            "state",
            "persistence",
            "client",
            "snapshot-agent",
            "storage",
            "remoting-guard",
            "rpc-client",
            "ejb",
            "web",
            "ear",
            "wildfly-config",
            "cli");

    private final Path root;

    /** What a command said. */
    record Said(int status, String out, String err) {}

    private Clone(Path root) {
        this.root = root;
    }

    /** Makes one, in a directory with a space in its name. */
    static Clone in(Path directory) throws IOException {
        var clone = new Clone(directory.resolve("a clone").toAbsolutePath());
        for (String source : SOURCES) {
            Files.createDirectories(clone.root.resolve(source));
        }
        clone.write("pom.xml", "");
        Files.copy(Path.of("..", "curia"), clone.root.resolve("curia"));
        clone.program("jdk/bin/java", """
            [ "$1" != -version ] || { echo 'openjdk version "21.0.1"' >&2; exit; }
            echo "java $*"
            """);
        clone.program("jdk/bin/javac", "");
        clone.program("mvnw", "echo \"$*\" >>maven.calls\n");
        String server = "wildfly-config/target/server/";
        for (String file : List.of(
                "standalone.xml",
                "rpc.yml",
                "application-users.properties",
                "mgmt-users.properties",
                "application-roles.properties",
                "mgmt-groups.properties")) {
            clone.write(server + "standalone/configuration/" + file, "");
        }
        clone.write(server + "standalone/deployments/curia.ear", "");
        clone.program(server + "bin/standalone.sh", """
            for argument; do echo "$argument"; done >"$JBOSS_BASE_DIR/arguments"
            [ ! -e "$JBOSS_BASE_DIR/../../hold" ] || while [ -e "$JBOSS_BASE_DIR/../../hold" ]; do sleep 0.1; done
            sleep 600 & sleeper=$!
            trap 'kill $sleeper; exit 143' TERM
            [ -e "$JBOSS_BASE_DIR/../../restart" ] || echo $$ >"$JBOSS_PIDFILE"
            while [ -e "$JBOSS_BASE_DIR/../../restart" ]; do
              echo $sleeper >"$JBOSS_PIDFILE"
              wait $sleeper
              rm "$JBOSS_PIDFILE"
              sleep 0.5
              [ ! -e "$JBOSS_BASE_DIR/../../restart" ] || { sleep 600 & sleeper=$!; }
            done
            wait $sleeper
            """);
        clone.write("cli/target/curia.jar", "");
        clone.write("wildfly-config/target/built", "");
        clone.write("cli/target/built", "");
        return clone;
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void program(String file, String text) throws IOException {
        write(file, "#!/bin/sh\n" + text);
        if (!root.resolve(file).toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    Path root() {
        return root;
    }

    /** Edits a source after everything was built. */
    void edit(String file) throws IOException {
        write(file, "edited");
        var built = Files.getLastModifiedTime(root.resolve("cli/target/built"));
        Files.setLastModifiedTime(root.resolve(file), FileTime.fromMillis(built.toMillis() + 60_000));
    }

    /** Whether Maven was run. */
    boolean hasBuilt() {
        return Files.exists(root.resolve("maven.calls"));
    }

    /** Starts the script, or a link to it, from another directory. */
    Process start(Path script, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(root.getParent().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("CURIA_"));
        environment.put("JAVA_HOME", root.resolve("jdk").toString());
        return builder.start();
    }

    /** Runs the script to its end. */
    Said run(String... arguments) throws IOException, InterruptedException {
        return said(start(root.resolve("curia"), arguments));
    }

    /** Waits for the end of a process; what it says must be short. */
    static Said said(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        int status = process.waitFor();
        return new Said(status, text(process.getInputStream()), text(process.getErrorStream()));
    }

    private static String text(InputStream in) {
        try (in) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
