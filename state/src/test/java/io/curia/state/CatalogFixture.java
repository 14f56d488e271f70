package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.ByteString;
import io.curia.model.HealthCheck;
import io.curia.model.KvEntry;
import io.curia.model.Node;
import io.curia.model.NodeService;
import io.curia.model.Session;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** A state store with a catalog; each write is a transaction of its own, as a command's is. */
final class CatalogFixture {
    static final String ID_1 = "10000000-89ab-cdef-0123-456789abcdef";
    static final String ID_2 = "20000000-89ab-cdef-0123-456789abcdef";
    static final long SECOND = 1_000_000_000L;

    final AtomicLong nanos = new AtomicLong();
    final StateStore store = new StateStore(Runnable::run, nanos::get);

    void write(long index, Consumer<Change> body) {
        answered(index, change -> {
            body.accept(change);
            return null;
        });
    }

    <T> T answered(long index, Function<Change, T> body) {
        try (var txn = store.write()) {
            var change = new Change(txn, index, store);
            var answer = body.apply(change);
            change.commit();
            return answer;
        }
    }

    ReadTxn read() {
        return store.read();
    }

    void register(long index, Node node) {
        write(index, change -> Catalog.register(change, new Registration(node, null, null, null, false)));
    }

    void node(long index, String name) {
        register(index, Node.of(name, "10.0.0.1"));
    }

    void service(long index, String node, NodeService service) {
        write(index, change -> Services.upsert(change, node, service));
    }

    void service(long index, String node, String id, String name) {
        service(index, node, NodeService.of(id, name, 80));
    }

    void check(long index, String node, String id, String serviceId, String status) {
        write(index, change -> Checks.upsert(change, HealthCheck.of(node, id, serviceId, status)));
    }

    void session(long index, Session session) {
        write(index, change -> Sessions.create(change, session));
    }

    boolean lock(long index, String key, String session) {
        var entry = new KvEntry(ByteString.of(key), null, 0, 0, session, 0, 0);
        return answered(index, change -> KvEntries.lock(change, entry));
    }

    KvEntry key(String key) {
        return KvEntries.find(read(), ByteString.of(key));
    }

    long index(String key) {
        return Indexes.get(read(), key, null);
    }

    /** All rows of the index table that an index has written. */
    Map<String, Long> bumpedAt(long index) {
        var rows = new TreeMap<String, Long>();
        for (var row : Indexes.all(read())) {
            if (row.value() == index) {
                rows.put(row.key(), row.value());
            }
        }
        return rows;
    }

    static boolean fired(WatchSet watch) {
        return watch.fired().toCompletableFuture().isDone();
    }
}
