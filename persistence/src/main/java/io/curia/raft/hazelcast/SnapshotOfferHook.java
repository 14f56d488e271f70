package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftServiceDataSerializerHook;
import com.hazelcast.internal.serialization.DataSerializerHook;
import com.hazelcast.nio.serialization.DataSerializableFactory;
import java.util.Map;

/**
 * Lets a follower read the leader's message that it needs a snapshot as a {@link SnapshotOfferOp}; found by Hazelcast
 * through {@code META-INF/services}.
 */
public final class SnapshotOfferHook implements DataSerializerHook {
    @Override
    public int getFactoryId() {
        return RaftSerialization.FACTORY_ID;
    }

    @Override
    public DataSerializableFactory createFactory() {
        return null;
    }

    @Override
    public void afterFactoriesCreated(Map<Integer, DataSerializableFactory> factories) {
        var raft = factories.get(RaftServiceDataSerializerHook.F_ID);
        factories.put(
                RaftServiceDataSerializerHook.F_ID,
                type -> type == RaftServiceDataSerializerHook.INSTALL_SNAPSHOT_OP
                        ? new SnapshotOfferOp()
                        : raft.create(type));
    }
}
