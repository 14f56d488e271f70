package io.curia.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Runs a command: exit status 0 is passing, 1 a warning, anything else critical. */
final class ScriptProbe implements Probe {
    private final List<String> command;
    private final long timeoutNanos;
    private final int outputLimit;
    private final Executor blocking;

    /** @param blocking runs the command's reading and waiting, one thread each */
    ScriptProbe(List<String> command, long timeoutNanos, int outputLimit, Executor blocking) {
        this.command = List.copyOf(command);
        this.timeoutNanos = timeoutNanos;
        this.outputLimit = outputLimit;
        this.blocking = blocking;
    }

    @Override
    public CompletableFuture<Outcome> run() {
        return CompletableFuture.supplyAsync(this::start, blocking)
                .thenCompose(this::follow)
                .exceptionally(failure ->
                        Outcome.critical(Faults.text(failure.getCause() == null ? failure : failure.getCause())));
    }

    private Process start() {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e.getMessage(), e);
        }
    }

    private CompletableFuture<Outcome> follow(Process process) {
        var output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), blocking);
        return process.onExit()
                .thenCombine(output, (ended, text) -> outcome(ended.exitValue(), text))
                .orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
                .exceptionally(failure -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    return Outcome.critical(
                            "Timed out (" + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + "ms) running check");
                });
    }

    private String read(InputStream in) {
        var output = new Output(outputLimit);
        byte[] buffer = new byte[4096];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                output.add(buffer, n);
            }
        } catch (IOException e) {
            // the process was ended because its time was up
            return output + " (" + e.getMessage() + ")";
        }
        return output.toString();
    }

    private static Outcome outcome(int exit, String text) {
        return switch (exit) {
            case 0 -> Outcome.passing(text);
            case 1 -> Outcome.warning(text);
            default -> Outcome.critical(text);
        };
    }
}
