package io.curia.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.server.config.SettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ProcessEndTest {
    /** What the child process does. */
    public static final class Child {
        public static void main(String[] arguments) {
            switch (arguments[0]) {
                case "setting" -> new ProcessEnd().startFailed(new SettingException("curia.raft.port=x: not\na port"));
                case "fault" -> new ProcessEnd().startFailed(new IllegalArgumentException("ours"));
                case "fatal" -> new ProcessEnd().onFatal("entry 7 cannot be applied; ask for help", null);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private record Ended(int status, String errors) {}

    private static Ended run(String argument) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        argument)
                .redirectErrorStream(true)
                .start();
        String errors = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), errors);
    }

    @Test
    void aBadSettingEndsTheProcessWithOneLine() throws Exception {
        var ended = run("setting");
        assertThat(ended.status).isEqualTo(1);
        // the logger of the JDK puts a line with time and place above each message
        assertThat(ended.errors.lines().skip(1))
                .singleElement()
                .asString()
                .contains("Curia cannot start: curia.raft.port=x: not a port");
    }

    @Test
    void aFaultOfOursShowsWhereItArose() throws Exception {
        var ended = run("fault");
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.errors)
                .contains("Curia cannot start: java.lang.IllegalArgumentException: ours")
                .contains("at io.curia.server.ProcessEndTest");
    }

    @Test
    void aFatalFaultEndsTheProcess() throws Exception {
        var ended = run("fatal");
        assertThat(ended.status).isEqualTo(1);
        assertThat(ended.errors).contains("Curia stops: entry 7 cannot be applied; ask for help");
    }
}
