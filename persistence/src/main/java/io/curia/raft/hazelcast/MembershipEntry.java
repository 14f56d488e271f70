package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.IndeterminateOperationStateAware;
import com.hazelcast.cp.internal.raftop.metadata.MetadataRaftGroupOp;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.curia.raft.storage.EntryKind;

/** An entry of our own in METADATA. Idempotent, so it may be proposed again when nobody knows what became of it. */
abstract class MembershipEntry extends MetadataRaftGroupOp
        implements IdentifiedDataSerializable, IndeterminateOperationStateAware {
    @Override
    public final boolean isRetryableOnIndeterminateOperationState() {
        return true;
    }

    /** What the log must know of it. */
    EntryKind kind() {
        return EntryKind.VOTERS;
    }

    @Override
    public final int getFactoryId() {
        return RaftSerialization.FACTORY_ID;
    }
}
