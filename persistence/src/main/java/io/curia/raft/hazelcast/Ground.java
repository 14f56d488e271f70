package io.curia.raft.hazelcast;

import com.hazelcast.cp.internal.RaftGroupId;
import io.curia.fsm.ReplicatedState;
import io.curia.raft.api.RaftConfig;
import io.curia.raft.storage.RaftFiles;
import io.curia.raft.storage.ServerMemory;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is there of a server's engine before the library's member is, and what the parts stand on that come with it ({@link
 * RaftParts}).
 *
 * @param memory what is remembered of the other servers
 * @param timer runs what is due later, and must not be blocked
 * @param callbacks takes answers, and must not be blocked for long
 * @param group that of the log; holds null while this server knows of none
 */
record Ground(
        RaftConfig config,
        ReplicatedState state,
        FsmService service,
        RaftFiles files,
        HazelcastPersistence persistence,
        Leadership leadership,
        ServerMemory memory,
        ScheduledExecutorService timer,
        Executor callbacks,
        AtomicReference<RaftGroupId> group) {}
