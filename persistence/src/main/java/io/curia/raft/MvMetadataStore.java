package io.curia.raft;

import com.hazelcast.cluster.Address;
import com.hazelcast.cp.CPMember;
import com.hazelcast.cp.internal.CPMemberInfo;
import com.hazelcast.cp.internal.RaftGroupId;
import com.hazelcast.cp.internal.persistence.CPMetadataStore;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.UUID;
import org.h2.mvstore.MVMap;

/** This server's identity and the membership it last knew, in one small MVStore file; durable when a method returns. */
final class MvMetadataStore implements CPMetadataStore {
    private static final String MAP = "members";
    private static final long KEY_OBSERVER = 1;
    private static final long KEY_LOCAL_MEMBER = 2;
    private static final long KEY_ACTIVE_MEMBERS = 3;
    private static final long KEY_METADATA_GROUP = 4;

    private final MvFile file;
    private final String damage;
    private MVMap<Long, byte[]> map;

    MvMetadataStore(MvFile file, String fileName) throws IOException {
        this.file = file;
        this.damage = "damaged: membership (" + fileName + ")";
        this.map = file.map(MAP);
    }

    /** See {@link MvFile.Content}. */
    static void verify(MvFile file) throws IOException {
        for (var record : file.map(MAP).entrySet()) {
            StateRecord.unseal(record.getValue(), "record " + record.getKey());
        }
    }

    @Override
    public synchronized boolean isMarkedAPMember() {
        return get(KEY_OBSERVER) != null;
    }

    @Override
    public synchronized boolean tryMarkAPMember() throws IOException {
        if (containsLocalMemberFile()) {
            return false;
        }
        put(KEY_OBSERVER, new byte[4]);
        return true;
    }

    @Override
    public synchronized boolean containsLocalMemberFile() {
        return get(KEY_LOCAL_MEMBER) != null;
    }

    @Override
    public synchronized void persistLocalCPMember(CPMember member) throws IOException {
        var bytes = memberBytes(member);
        put(KEY_LOCAL_MEMBER, ByteBuffer.allocate(bytes.length + 4).put(bytes).array());
    }

    @Override
    public synchronized CPMember readLocalCPMember() throws IOException {
        var buffer = get(KEY_LOCAL_MEMBER);
        return buffer == null ? null : readMember(buffer);
    }

    @Override
    public synchronized void persistActiveCPMembers(Collection<? extends CPMember> members, long commitIndex)
            throws IOException {
        var parts = members.stream().map(MvMetadataStore::memberBytes).toList();
        var length = parts.stream().mapToInt(p -> p.length).sum();
        var buffer =
                ByteBuffer.allocate(8 + 4 + length + 4).putLong(commitIndex).putInt(parts.size());
        parts.forEach(buffer::put);
        put(KEY_ACTIVE_MEMBERS, buffer.array());
    }

    @Override
    public synchronized long readActiveCPMembers(Collection<CPMember> members) throws IOException {
        var buffer = get(KEY_ACTIVE_MEMBERS);
        if (buffer == null) {
            return 0;
        }
        var commitIndex = buffer.getLong();
        var read = new ArrayList<CPMember>();
        for (var n = buffer.getInt(); n > 0; n--) {
            read.add(readMember(buffer));
        }
        members.addAll(read);
        return commitIndex;
    }

    @Override
    public synchronized void persistMetadataGroupId(RaftGroupId groupId) throws IOException {
        var name = groupId.getName().getBytes(StandardCharsets.UTF_8);
        put(
                KEY_METADATA_GROUP,
                ByteBuffer.allocate(8 + 8 + name.length + 4)
                        .putLong(groupId.getSeed())
                        .putLong(groupId.getId())
                        .put(name)
                        .array());
    }

    @Override
    public synchronized RaftGroupId readMetadataGroupId() throws IOException {
        var buffer = get(KEY_METADATA_GROUP);
        if (buffer == null) {
            return null;
        }
        var seed = buffer.getLong();
        var id = buffer.getLong();
        var name = new byte[buffer.remaining()];
        buffer.get(name);
        return new RaftGroupId(new String(name, StandardCharsets.UTF_8), seed, id);
    }

    private void put(long key, byte[] record) throws IOException {
        if (file.isClosed()) {
            map = file.map(MAP);
        }
        map.put(key, StateRecord.seal(record));
        file.commit();
    }

    private ByteBuffer get(long key) {
        var record = map.get(key);
        if (record == null) {
            return null;
        }
        try {
            return StateRecord.unseal(record, "record " + key);
        } catch (IllegalArgumentException e) {
            throw new StorageCorruptedException(damage + ": " + e.getMessage(), e);
        }
    }

    private static byte[] memberBytes(CPMember member) {
        var host = member.getAddress().getHost().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(16 + 4 + 2 + host.length)
                .putLong(member.getUuid().getMostSignificantBits())
                .putLong(member.getUuid().getLeastSignificantBits())
                .putInt(member.getAddress().getPort())
                .putShort((short) host.length)
                .put(host)
                .array();
    }

    private static CPMemberInfo readMember(ByteBuffer buffer) throws UnknownHostException {
        var id = new UUID(buffer.getLong(), buffer.getLong());
        var port = buffer.getInt();
        var host = new byte[buffer.getShort()];
        buffer.get(host);
        return new CPMemberInfo(id, new Address(new String(host, StandardCharsets.UTF_8), port));
    }

    synchronized void close() {
        file.close();
    }
}
