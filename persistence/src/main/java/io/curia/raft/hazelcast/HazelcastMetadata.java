package io.curia.raft.hazelcast;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.persistence.CPMetadataStore;
import io.curia.raft.storage.MetadataStore;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Collection;

/** The membership as the Raft library keeps it, in our {@link MetadataStore}. */
record HazelcastMetadata(MetadataStore store) implements CPMetadataStore {
    @Override
    public boolean isMarkedAPMember() {
        return store.isObserver();
    }

    @Override
    public boolean tryMarkAPMember() throws IOException {
        return store.tryMarkObserver();
    }

    @Override
    public boolean containsLocalMemberFile() {
        return store.hasLocalMember();
    }

    @Override
    public void persistLocalCPMember(CPMember member) throws IOException {
        store.persistLocalMember(ours(member));
    }

    @Override
    public CPMember readLocalCPMember() throws IOException {
        var member = store.readLocalMember();
        return member == null ? null : theirs(member);
    }

    @Override
    public void persistActiveCPMembers(Collection<? extends CPMember> members, long commitIndex) throws IOException {
        store.persistActiveMembers(new MetadataStore.ActiveMembers(
                commitIndex, members.stream().map(HazelcastMetadata::ours).toList()));
    }

    @Override
    public long readActiveCPMembers(Collection<CPMember> members) throws IOException {
        var active = store.readActiveMembers();
        for (var member : active.members()) {
            members.add(theirs(member));
        }
        return active.commitIndex();
    }

    @Override
    public void persistMetadataGroupId(RaftGroupId groupId) throws IOException {
        store.persistMetadataGroup(HazelcastPersistence.ours(groupId));
    }

    @Override
    public RaftGroupId readMetadataGroupId() {
        var group = store.readMetadataGroup();
        return group == null ? null : HazelcastPersistence.theirs(group);
    }

    private static MetadataStore.Member ours(CPMember member) {
        var address = member.getAddress();
        return new MetadataStore.Member(member.getUuid(), address.getHost(), address.getPort());
    }

    private static CPMemberInfo theirs(MetadataStore.Member member) throws UnknownHostException {
        return new CPMemberInfo(member.id(), new Address(member.host(), member.port()));
    }
}
