package io.curia.raft.hazelcast;

import com.hazelcast.cp.CPGroupId;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.RaftService;
import com.hazelcast.cp.internal.raft.impl.RaftNodeImpl;
import com.hazelcast.spi.impl.NodeEngineImpl;
import com.hazelcast.spi.impl.PartitionSpecificRunnable;

/** The one thread on which a Raft group's state may be touched. */
final class GroupThread {
    private final NodeEngineImpl engine;
    private final RaftService raft;

    GroupThread(NodeEngineImpl engine, RaftService raft) {
        this.engine = engine;
        this.raft = raft;
    }

    /** The group's node on this server; null while it does not exist. */
    RaftNodeImpl node(RaftGroupId groupId) {
        return (RaftNodeImpl) raft.getRaftNode(groupId);
    }

    /** Queues a task behind what the group's thread has to do already. */
    void submit(CPGroupId groupId, Runnable task) {
        var partition = raft.getCPGroupPartitionId(groupId);
        engine.getOperationService().execute(new Task(partition, task));
    }

    private record Task(int partition, Runnable task) implements PartitionSpecificRunnable {
        @Override
        public int getPartitionId() {
            return partition;
        }

        @Override
        public void run() {
            task.run();
        }
    }
}
