package io.curia.raft.hazelcast;

import io.curia.raft.api.ServerStats;
import java.nio.ByteBuffer;

/** Asks a server how far it has come; answered by the bytes of a {@link ServerStats}. */
final class StatsOp extends ServerOp {
    @Override
    public void run() {
        FsmService service = getService();
        var statistics = service.statistics();
        if (statistics == null) {
            sendResponse(encode(Statistics.NONE));
        } else {
            statistics.tellOwn(stats -> sendResponse(encode(stats)));
        }
    }

    static byte[] encode(ServerStats stats) {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(stats.lastContactMs())
                .putLong(stats.lastTerm())
                .putLong(stats.lastIndex())
                .array();
    }

    static ServerStats decode(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        return new ServerStats(buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    @Override
    public int getClassId() {
        return RaftSerialization.STATS_OP;
    }
}
