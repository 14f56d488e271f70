package io.curia.raft.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cp.internal.RaftEndpointImpl;
import com.hazelcast.cp.internal.raft.MembershipChangeMode;
import com.hazelcast.cp.internal.raft.impl.RaftEndpoint;
import com.hazelcast.cp.internal.raft.impl.command.UpdateRaftGroupMembersCmd;
import com.hazelcast.cp.internal.raft.impl.log.LogEntry;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QuietRemovalTest {
    private static final RaftEndpoint SELF = new RaftEndpointImpl(new UUID(1, 1));
    private static final RaftEndpoint OTHER = new RaftEndpointImpl(new UUID(2, 2));

    @Test
    void isTheSameOnDiskAndNamesNobody() {
        var removal = change(SELF, MembershipChangeMode.REMOVE);
        var quiet = (UpdateRaftGroupMembersCmd) QuietRemoval.of(removal, SELF);

        assertThat(quiet.getMember()).isNotEqualTo(SELF);
        assertThat(quiet.getMembers()).isEqualTo(removal.getMembers());
        var serialization = new DefaultSerializationServiceBuilder().build();
        assertThat(serialization.toBytes(quiet)).isEqualTo(serialization.toBytes(removal));
        assertThat(QuietRemoval.of(quiet, SELF)).isSameAs(quiet);
    }

    @Test
    void allElseStaysWhatItIs() {
        var other = change(OTHER, MembershipChangeMode.REMOVE);
        var joining = change(SELF, MembershipChangeMode.ADD);
        var entries = new LogEntry[] {
            new LogEntry(3, 7, other),
            new LogEntry(3, 8, joining),
            new LogEntry(4, 9, change(SELF, MembershipChangeMode.REMOVE))
        };
        QuietRemoval.quieten(entries, SELF);

        assertThat(entries[0].operation()).isSameAs(other);
        assertThat(entries[1].operation()).isSameAs(joining);
        assertThat(entries[2].operation()).isInstanceOf(QuietRemoval.class);
        assertThat(entries[2].index()).isEqualTo(9);
        assertThat(entries[2].term()).isEqualTo(4);
    }

    private static UpdateRaftGroupMembersCmd change(RaftEndpoint member, MembershipChangeMode mode) {
        return new UpdateRaftGroupMembersCmd(List.of(OTHER), member, mode);
    }
}
