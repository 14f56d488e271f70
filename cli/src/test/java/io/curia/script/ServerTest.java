package io.curia.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the script starts, watches and stops a server. The test itself answers for it. */
class ServerTest {
    @TempDir
    Path directory;

    private final List<Process> begun = new ArrayList<>();
    private Clone clone;
    private Path data;
    private HttpServer http;

    @BeforeEach
    void makeClone() throws IOException {
        clone = Clone.in(directory);
        data = Files.createDirectories(directory.resolve("the data"));
    }

    @AfterEach
    void stopAll() throws InterruptedException, IOException {
        Files.deleteIfExists(data.resolve("hold"));
        Files.deleteIfExists(data.resolve("restart"));
        for (Process process : begun) {
            process.destroy();
            process.waitFor();
        }
        if (http != null) {
            http.stop(0);
        }
    }

    private Process dev(String... options) throws IOException {
        var arguments = new ArrayList<>(List.of("dev", "--free-ports", "--data", data.toString()));
        arguments.addAll(List.of(options));
        var process = clone.start(clone.root().resolve("curia"), arguments.toArray(String[]::new));
        begun.add(process);
        return process;
    }

    private Path base() {
        return data.resolve("dev/server");
    }

    private List<String> arguments() throws IOException {
        Path file = base().resolve("arguments");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private String argument(String name) {
        return await().until(
                        () -> arguments().stream()
                                .filter(argument -> argument.startsWith(name))
                                .findFirst()
                                .orElse(null),
                        argument -> argument != null)
                .substring(name.length());
    }

    /** Answers as a server that has a leader. */
    private void answer() throws IOException {
        int port = Integer.parseInt(argument("-Dcuria.http.port="));
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/v1/status/leader", exchange -> {
            byte[] leader = "\"127.0.0.1:8300\"".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, leader.length);
            exchange.getResponseBody().write(leader);
            exchange.close();
        });
        http.start();
    }

    private static String lineWith(BufferedReader out, String text) throws IOException {
        String line = out.readLine();
        while (line != null && !line.contains(text)) {
            line = out.readLine();
        }
        return line;
    }

    private String pid() throws IOException {
        return Files.readString(base().resolve("pid")).strip();
    }

    @Test
    void aServerIsStartedWithoutRemoteCallsAndStopsInOrder() throws IOException, InterruptedException {
        var dev = dev();
        answer();
        assertThat(lineWith(dev.inputReader(), "Ready"))
                .contains("pid " + pid())
                .doesNotContain("remote calls");
        assertThat(arguments())
                .contains("-Dcuria.data-dir=" + data.resolve("dev/state"))
                .noneMatch(argument -> argument.contains("rpc"));
        var server = ProcessHandle.of(Long.parseLong(pid())).orElseThrow();
        dev.destroy();
        assertThat(dev.waitFor()).isZero();
        assertThat(server.isAlive()).isFalse();
        assertThat(base().resolve("pid")).doesNotExist();
    }

    @Test
    void remoteCallsAreOpenedWhenAskedFor() throws IOException {
        var dev = dev("--rpc-port", "4447", "-Dcuria.node-name=with space");
        answer();
        assertThat(lineWith(dev.inputReader(), "Ready"))
                .contains("remote calls on port " + argument("-Dcuria.rpc.port="));
        assertThat(arguments()).contains("--yaml=rpc.yml", "-Dcuria.node-name=with space");
    }

    @Test
    void aServerThatIsStartedAgainByItsLauncherIsTheSameServer() throws IOException, InterruptedException {
        Files.createFile(data.resolve("restart"));
        var dev = dev();
        answer();
        assertThat(lineWith(dev.inputReader(), "Ready")).isNotNull();
        String before = pid();

        ProcessHandle.of(Long.parseLong(before)).orElseThrow().destroy();

        await().ignoreExceptions().until(() -> !pid().equals(before));
        var server = ProcessHandle.of(Long.parseLong(pid())).orElseThrow();
        assertThat(server.isAlive()).isTrue();
        assertThat(dev.isAlive()).isTrue();
        Files.delete(data.resolve("restart"));
        dev.destroy();
        assertThat(dev.waitFor()).isZero();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aSecondServerOnTheSameDataIsRefusedAndTheFirstGoesOn() throws IOException, InterruptedException {
        var first = dev();
        answer();
        assertThat(lineWith(first.inputReader(), "Ready")).isNotNull();
        String pid = pid();
        var before = arguments();

        var said = Clone.said(dev());
        assertThat(said.err()).contains("a server runs in " + data.resolve("dev") + " already (pid " + pid + ")");
        assertThat(said.status()).isEqualTo(1);
        assertThat(pid()).isEqualTo(pid);
        assertThat(arguments()).isEqualTo(before);
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void whatAKilledServerLeftDoesNotHinderTheNext() throws IOException {
        Files.createDirectories(base());
        Files.writeString(base().resolve("pid"), ProcessHandle.current().pid() + "\n");
        var dev = dev();
        answer();
        assertThat(lineWith(dev.inputReader(), "Ready")).contains("pid " + pid());
    }

    @Test
    void aLongStartSaysWhatItWaitsFor() throws IOException {
        var dev = dev();
        assertThat(lineWith(dev.inputReader(), "is not ready after")).contains("WildFly starts and deploys Curia");
        Files.writeString(base().resolve("console.log"), """
            12:00:01,000 WARN  [io.curia.raft] (main) the cluster was founded without this server; it stands by
            12:00:02,000 INFO  [org.jboss.as] (main) WFLYSRV0025: started
            """);
        assertThat(lineWith(dev.inputReader(), "is not ready after"))
                .contains("no leader is elected (the cluster was founded without this server; it stands by)");
        answer();
        assertThat(lineWith(dev.inputReader(), "Ready")).isNotNull();
    }

    @Test
    void aStopWhileItStartsLeavesNothingBehind() throws IOException, InterruptedException {
        Files.createFile(data.resolve("hold"));
        var dev = dev();
        argument("-Dcuria.http.port=");
        dev.destroy();
        Files.delete(data.resolve("hold"));
        assertThat(dev.waitFor()).isZero();
        assertThat(base().resolve("pid")).doesNotExist();
        var server = ProcessHandle.of(
                Long.parseLong(Files.readString(base().resolve("jvm.pid")).strip()));
        assertThat(server.filter(ProcessHandle::isAlive)).isEmpty();
    }
}
