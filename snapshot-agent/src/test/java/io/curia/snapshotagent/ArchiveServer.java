package io.curia.snapshotagent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.curia.fsm.Fsm;
import io.curia.fsm.kv.KvsCommand;
import io.curia.fsm.kv.KvsOp;
import io.curia.fsm.standard.StandardFsm;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import io.curia.snapshot.ArchiveMeta;
import io.curia.snapshot.ArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** Gives out archives of a real state over HTTP, whole or damaged on demand, and nothing else. */
final class ArchiveServer implements AutoCloseable {
    static final long INDEX = 7;

    private final HttpServer server;
    private volatile UnaryOperator<byte[]> damage = UnaryOperator.identity();
    private volatile int status = 200;
    private volatile String query;

    ArchiveServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/snapshot", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on archives are changed like this before they are sent. */
    void damage(UnaryOperator<byte[]> change) {
        damage = change;
    }

    /** From now on requests are answered with this status; only with 200 by archives. */
    void status(int newStatus) {
        status = newStatus;
    }

    /** The parameters of the last request, null for none. */
    String query() {
        return query;
    }

    private void answer(HttpExchange exchange) throws IOException {
        query = exchange.getRequestURI().getQuery();
        byte[] body = status == 200 ? damage.apply(archive()) : "Permission denied".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static byte[] archive() {
        Fsm fsm = StandardFsm.create(Runnable::run);
        fsm.apply(
                INDEX,
                KvsCommand.of(KvsOp.SET, KvEntry.of(ByteString.of("k"), ByteString.of("v"), 0))
                        .encode());
        return archive(fsm.snapshot().index(), fsm.snapshot()::writeState);
    }

    static byte[] archive(long index, ArchiveWriter.StateWriter state) {
        var out = new ByteArrayOutputStream();
        try {
            var meta = new ArchiveMeta(ArchiveMeta.VERSION, "1-" + index + "-1", index, 1, "", List.of(), 1, 0);
            ArchiveWriter.write(out, meta, state, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
