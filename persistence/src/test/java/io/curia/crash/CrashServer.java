package io.curia.crash;

import io.curia.fsm.ApplyResult;
import io.curia.fsm.Fsm;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.raft.RaftEngines;
import io.curia.raft.api.Consistency;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.api.RaftEngine;
import io.curia.raft.api.RaftException;
import io.curia.state.KvEntries;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;

/**
 * One server as a process. Requests on its socket: {@code A [length: 4][command]} applies one, {@code D} answers the
 * whole state after a consistent read, {@code S} the state as it is here, {@code C} index and value of the counter as
 * they are here, {@code L} whether it leads.
 */
public final class CrashServer {
    /** Answers to a command: applied with true, with false, with a refusal; surely not proposed; not known. */
    enum Answer {
        TRUE,
        FALSE,
        REFUSED,
        NOT_PROPOSED,
        UNKNOWN
    }

    static final ByteString COUNTER = ByteString.of("counter");
    private static final int SNAPSHOT_THRESHOLD = 300;

    private final RaftEngine raft;
    private final JournaledState state;
    private final Fsm fsm;

    private CrashServer(RaftEngine raft, JournaledState state, Fsm fsm) {
        this.raft = raft;
        this.state = state;
        this.fsm = fsm;
    }

    /** Arguments: data directory, node id, Raft port, client port, number of servers, addresses of the others. */
    public static void main(String[] arguments) throws IOException {
        var fsm = StandardFsm.create(ForkJoinPool.commonPool());
        var state = new JournaledState(fsm);
        var config = new RaftConfig(
                UUID.fromString(arguments[1]),
                "node-" + arguments[2],
                "dc1",
                Path.of(arguments[0]),
                "127.0.0.1",
                "127.0.0.1",
                Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[4]),
                arguments.length > 5 ? List.of(arguments[5].split(",")) : List.of(),
                1,
                SNAPSHOT_THRESHOLD,
                RaftConfig.DEFAULT_SNAPSHOT_BYTES,
                8192,
                64 << 20,
                Runtime.getRuntime().maxMemory(),
                Duration.ofSeconds(7),
                CrashServer.class.getClassLoader());
        var raft = RaftEngines.start(config, state, (reason, cause) -> {
            System.err.println("fatal: " + reason);
            Runtime.getRuntime().halt(2);
        });
        var server = new CrashServer(raft, state, fsm);
        try (var listener = new ServerSocket(Integer.parseInt(arguments[3]), 50, InetAddress.getLoopbackAddress())) {
            while (true) {
                var client = listener.accept();
                var thread = new Thread(() -> server.serve(client), "client");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            var out = new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
            while (true) {
                switch (in.readByte()) {
                    case 'A' -> out.writeUTF(apply(in.readNBytes(in.readInt())).name());
                    case 'D' -> {
                        boolean readable = awaitReadable();
                        out.writeBoolean(readable);
                        if (readable) {
                            dump(out);
                        }
                    }
                    case 'S' -> dump(out);
                    case 'C' -> counter(out);
                    case 'L' -> out.writeBoolean(raft.isLeader());
                    default -> throw new IOException("no such request");
                }
                out.flush();
            }
        } catch (EOFException | SocketException e) {
            // the client has gone
            return;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Answer apply(byte[] command) {
        try {
            var result = raft.apply(command).toCompletableFuture().join();
            if (result instanceof ApplyResult.Failure failure) {
                System.err.println("refused: " + failure.message());
                return Answer.REFUSED;
            }
            return result instanceof ApplyResult.Bool bool && !bool.value() ? Answer.FALSE : Answer.TRUE;
        } catch (CompletionException e) {
            return switch (((RaftException) e.getCause()).kind()) {
                case NO_LEADER, OVERLOADED, FULL, REFUSED -> Answer.NOT_PROPOSED;
                case INDETERMINATE, STORAGE, SHUTDOWN -> Answer.UNKNOWN;
            };
        }
    }

    private boolean awaitReadable() {
        try {
            raft.awaitReadable(Consistency.CONSISTENT).toCompletableFuture().join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private void counter(DataOutputStream out) throws IOException {
        var row = KvEntries.get(fsm.store().read(), COUNTER, null).value();
        out.writeLong(row == null ? 0 : row.modifyIndex());
        out.writeLong(row == null ? 0 : Long.parseLong(row.value().toString()));
    }

    /** The account and the rows of one moment: no command is applied in between. */
    private void dump(DataOutputStream out) throws IOException {
        synchronized (state) {
            JournaledState.writeAccount(out, state.applied());
            var rows = new ArrayList<KvEntry>();
            KvEntries.list(fsm.store().read(), ByteString.EMPTY, null).value().forEach(rows::add);
            out.writeInt(rows.size());
            for (var row : rows) {
                out.writeUTF(row.key().toString());
                out.writeUTF(row.value().toString());
                out.writeLong(row.modifyIndex());
            }
        }
    }
}
