package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftSystemOperation;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.impl.operationservice.Operation;

/** What one server says to or asks of another, beside Raft; whoever answers does so when it likes. */
abstract class ServerOp extends Operation implements IdentifiedDataSerializable, RaftSystemOperation {
    @Override
    public final boolean returnsResponse() {
        return false;
    }

    /** It goes to a server, not to the owner of a partition. */
    @Override
    public final boolean validatesTarget() {
        return false;
    }

    @Override
    public final String getServiceName() {
        return FsmService.NAME;
    }

    /** Those of the library have numbers of their own. */
    @Override
    public int getFactoryId() {
        return RaftSerialization.FACTORY_ID;
    }
}
