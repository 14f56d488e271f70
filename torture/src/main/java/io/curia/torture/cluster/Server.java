package io.curia.torture.cluster;

import io.curia.torture.client.Api;
import io.curia.torture.client.Target;
import io.curia.torture.history.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One server. Started and stopped by one thread; the rest is thread-safe. */
public final class Server implements Target {
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final String name;
    private final List<String> command;
    private final String raftHost;
    private final int raftPort;
    private final Api api;
    private final Machine machine;
    private final Path directory;
    private volatile boolean inService;
    private volatile boolean joins;
    private volatile Process launcher;
    private final AtomicInteger starts = new AtomicInteger();

    /**
     * @param command what starts it
     * @param directory where its state and logs are
     * @param machine what it runs on
     * @param raftHost the address on which it listens for other servers
     */
    Server(
            String name,
            List<String> command,
            Path directory,
            Machine machine,
            String raftHost,
            int raftPort,
            int httpPort) {
        this.name = name;
        this.machine = machine;
        this.command = new ArrayList<>(command);
        this.directory = directory;
        this.raftHost = raftHost;
        this.raftPort = raftPort;
        this.api = new Api(httpPort);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Where its state and logs are. */
    public Path directory() {
        return directory;
    }

    /** The address on which it listens for other servers. */
    public String raftHost() {
        return raftHost;
    }

    @Override
    public Api api() {
        return api;
    }

    @Override
    public String incarnation() {
        return Operation.incarnation(name, starts.get());
    }

    /** What it runs on. */
    public Machine machine() {
        return machine;
    }

    /** Whether it is one of the cluster, running or not; others wait to become one. */
    @Override
    public boolean isInService() {
        return inService;
    }

    /** Has it be one of the cluster from now on, or none. */
    void setInService(boolean service) {
        inService = service;
    }

    /** Has it begin anew, by joining others, when it is started next. */
    void wipe() throws IOException, InterruptedException {
        joins = true;
        machine.unmount();
        Directories.delete(directory.resolve("dev"));
    }

    /** Has it join others, and found nothing. */
    void joinOnly() {
        joins = true;
    }

    /** Whether this server's Raft port is at {@code ip:port}. */
    public boolean isAt(String address) {
        return address.equals(raftHost + ':' + raftPort);
    }

    /** From its next start on it is what this script starts, on the same state. */
    public void startedBy(Path script) {
        command.set(0, script.toString());
    }

    /** Starts its process; it may take long until it answers. */
    public void start() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        machine.mount();
        starts.incrementAndGet();
        var arguments = new ArrayList<>(command);
        if (joins) {
            arguments.add("-Dcuria.bootstrap-expect=0");
        }
        var process = new ProcessBuilder(arguments)
                .redirectErrorStream(true)
                .redirectOutput(console().toFile());
        process.environment().putAll(machine.environment());
        process.environment().put("START_TIMEOUT_S", Long.toString(START_LIMIT.toSeconds()));
        launcher = process.start();
    }

    private Path console() {
        return directory.resolve("launcher-" + starts.get() + ".out");
    }

    /** Waits until it knows a leader. */
    public void awaitReady() throws InterruptedException, UnhealedException {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (api.leader().isEmpty()) {
            if (!launcher.isAlive() || System.nanoTime() > deadline) {
                throw new UnhealedException(name + " did not start; see " + console());
            }
            Thread.sleep(100);
        }
    }

    /** Whether its process is there. */
    public boolean isRunning() {
        return jvm().isPresent();
    }

    private Optional<ProcessHandle> jvm() {
        try {
            var pid = Files.readString(directory.resolve("dev/server/jvm.pid")).strip();
            return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Ends it at once, by SIGKILL. */
    public void kill() throws InterruptedException, UnhealedException {
        signal("KILL");
        awaitEnd();
    }

    /** Ends it in order, by SIGTERM. */
    public void stop() throws InterruptedException, UnhealedException {
        signal("TERM");
        awaitEnd();
    }

    /** Lets no thread of it run, by SIGSTOP. */
    public void pause() throws InterruptedException {
        signal("STOP");
    }

    /** Lets them run again. */
    public void resume() throws InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws InterruptedException {
        var process = jvm();
        if (process.isPresent()) {
            Shell.run("kill", "-" + name, Long.toString(process.get().pid()));
        }
    }

    /** Waits until its process has ended by itself. */
    public void awaitEnd() throws InterruptedException, UnhealedException {
        if (!launcher.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new UnhealedException(name + " does not end");
        }
    }

    /** Ends all of it, whatever state it is in. */
    void destroy() {
        jvm().ifPresent(ProcessHandle::destroyForcibly);
        if (launcher != null) {
            launcher.destroy();
        }
    }
}
