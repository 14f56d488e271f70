package io.curia.raft.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.h2.mvstore.MVMap;

/**
 * This server's identity, the membership it last knew and which groups it has a log of, in one small MVStore file; durable
 * when a method returns. The file never exists without the identity.
 */
public final class MetadataStore {
    private static final String MAP = "members";
    private static final long KEY_OBSERVER = 1;
    private static final long KEY_LOCAL_MEMBER = 2;
    private static final long KEY_ACTIVE_MEMBERS = 3;
    private static final long KEY_METADATA_GROUP = 4;
    private static final long KEY_IDENTITY = 5;
    private static final long KEY_GROUPS = 6;
    private static final long KEY_SERVERS = 7;
    private static final long KEY_SUPERSEDED = 8;
    private static final long KEY_RUNS = 9;
    private static final long KEY_SEEN = 10;
    private static final long KEY_FOUNDERS = 11;
    private static final long KEY_VOTES = 12;

    /** A server as Raft knows it, and where. */
    public record Member(UUID id, String host, int port) {}

    /** The members that were agreed on at an index; 0 and none if that was never kept. */
    public record ActiveMembers(long commitIndex, List<Member> members) {}

    private final MvFile file;
    private final String damage;
    private MVMap<Long, byte[]> map;
    private boolean closed;

    MetadataStore(MvFile file, String fileName) throws IOException {
        this.file = file;
        this.damage = "damaged: membership (" + fileName + ")";
        this.map = file.map(MAP);
    }

    /** Makes the file of a new server; it gets its name when it is whole. */
    static void create(String scheme, Path path, RaftIdentity identity) throws IOException {
        var file = MvFile.create(scheme, path, "membership", Formats.MEMBERSHIP);
        var record = ByteBuffer.allocate(16 + 16 + 4);
        putId(record, identity.raftId());
        putId(record, identity.nodeId());
        file.map(MAP).put(KEY_IDENTITY, StateRecord.seal(record.array()));
        file.commit();
        file.publish(path);
    }

    /** See {@link MvFile.Content}. */
    static void verify(MvFile file) throws IOException {
        if (!file.map(MAP).containsKey(KEY_IDENTITY)) {
            throw new IllegalArgumentException("it does not tell whose it is, as if it had been emptied");
        }
        for (var record : file.map(MAP).entrySet()) {
            StateRecord.unseal(record.getValue(), "record " + record.getKey());
        }
    }

    /** Whether this server is no member, and is not to become one. */
    public synchronized boolean isObserver() {
        return get(KEY_OBSERVER) != null;
    }

    /** Keeps that it is none, unless it is; answers whether that is so. */
    public synchronized boolean tryMarkObserver() throws IOException {
        if (hasLocalMember()) {
            return false;
        }
        put(KEY_OBSERVER, new byte[4]);
        return true;
    }

    /** Whether this server has ever taken part in the founding of a cluster. */
    public synchronized boolean hasLocalMember() {
        return get(KEY_LOCAL_MEMBER) != null;
    }

    /** Keeps which member this server is. */
    public synchronized void persistLocalMember(Member member) throws IOException {
        var bytes = memberBytes(member);
        put(KEY_LOCAL_MEMBER, ByteBuffer.allocate(bytes.length + 4).put(bytes).array());
    }

    /** Keeps that this server is no member any more, and founds no cluster. */
    public synchronized void forgetLocalMember() throws IOException {
        if (hasLocalMember()) {
            map.remove(KEY_LOCAL_MEMBER);
            put(KEY_OBSERVER, new byte[4]);
        }
    }

    /** Keeps by how many servers the cluster was founded that this one joined later. */
    public synchronized void persistFounders(int count) throws IOException {
        put(KEY_FOUNDERS, ByteBuffer.allocate(4 + 4).putInt(count).array());
    }

    /** By how many servers the cluster was founded that this one joined later; 0 if it joined none. */
    public synchronized int readFounders() {
        var buffer = get(KEY_FOUNDERS);
        return buffer == null ? 0 : buffer.getInt();
    }

    /** Which member this server is; null before the cluster is founded. */
    public synchronized Member readLocalMember() {
        var buffer = get(KEY_LOCAL_MEMBER);
        return buffer == null ? null : readMember(buffer);
    }

    /** Keeps the members that were agreed on at an index. */
    public synchronized void persistActiveMembers(ActiveMembers active) throws IOException {
        var parts = active.members.stream().map(MetadataStore::memberBytes).toList();
        var length = parts.stream().mapToInt(p -> p.length).sum();
        var buffer = ByteBuffer.allocate(8 + 4 + length + 4)
                .putLong(active.commitIndex)
                .putInt(parts.size());
        parts.forEach(buffer::put);
        put(KEY_ACTIVE_MEMBERS, buffer.array());
    }

    /** See {@link #persistActiveMembers}. */
    public synchronized ActiveMembers readActiveMembers() {
        var buffer = get(KEY_ACTIVE_MEMBERS);
        if (buffer == null) {
            return new ActiveMembers(0, List.of());
        }
        var commitIndex = buffer.getLong();
        var members = new ArrayList<Member>();
        for (var n = buffer.getInt(); n > 0; n--) {
            members.add(readMember(buffer));
        }
        return new ActiveMembers(commitIndex, members);
    }

    /** Keeps which group agrees on the members. */
    public synchronized void persistMetadataGroup(GroupId group) throws IOException {
        var name = group.name().getBytes(StandardCharsets.UTF_8);
        put(
                KEY_METADATA_GROUP,
                ByteBuffer.allocate(8 + 8 + name.length + 4)
                        .putLong(group.seed())
                        .putLong(group.id())
                        .put(name)
                        .array());
    }

    /** Which group agrees on the members; null if that was never kept. */
    public synchronized GroupId readMetadataGroup() {
        var buffer = get(KEY_METADATA_GROUP);
        if (buffer == null) {
            return null;
        }
        var seed = buffer.getLong();
        var id = buffer.getLong();
        var name = new byte[buffer.remaining()];
        buffer.get(name);
        return new GroupId(new String(name, StandardCharsets.UTF_8), seed, id);
    }

    /** Whose files these are. */
    synchronized RaftIdentity identity() {
        var buffer = get(KEY_IDENTITY);
        return new RaftIdentity(readId(buffer), readId(buffer));
    }

    /** Names of the directories of all groups that this server takes part in: each must have a log. */
    synchronized Set<String> groups() {
        var buffer = get(KEY_GROUPS);
        var groups = new TreeSet<String>();
        while (buffer != null && buffer.hasRemaining()) {
            groups.add(readText(buffer));
        }
        return groups;
    }

    /** From now on the group must have a log. */
    synchronized void addGroup(String group) throws IOException {
        var groups = groups();
        if (groups.add(group)) {
            putGroups(groups);
        }
    }

    /** From now on the group may be without a log. */
    synchronized void removeGroup(String group) throws IOException {
        var groups = groups();
        if (groups.remove(group)) {
            putGroups(groups);
        }
    }

    private void putGroups(Set<String> groups) throws IOException {
        var texts = groups.stream().map(MetadataStore::textBytes).toList();
        put(KEY_GROUPS, joined(texts));
    }

    /** The last vote in a group that this server has left since; term 0 if it has left none of that name. */
    synchronized LogStore.Vote readVote(String group) {
        return readVotes().getOrDefault(group, LogStore.Vote.NONE);
    }

    /** Keeps the last vote in a group, beyond the group's own files. */
    synchronized void persistVote(String group, LogStore.Vote vote) throws IOException {
        var votes = readVotes();
        votes.put(group, vote.or(readVote(group)));
        var records = new ArrayList<byte[]>();
        votes.forEach((name, last) -> {
            records.add(textBytes(name));
            records.add(StateRecord.term(last.term(), last.votedFor()));
        });
        put(KEY_VOTES, joined(records));
    }

    private Map<String, LogStore.Vote> readVotes() {
        var buffer = get(KEY_VOTES);
        var votes = new TreeMap<String, LogStore.Vote>();
        while (buffer != null && buffer.hasRemaining()) {
            var group = readText(buffer);
            var record = new byte[StateRecord.TERM_BYTES];
            buffer.get(record);
            votes.put(group, StateRecord.readVote(record));
        }
        return votes;
    }

    /** The servers that were known last, by Raft id. */
    synchronized Map<UUID, KnownServers.Server> readServers() {
        var buffer = get(KEY_SERVERS);
        var servers = new TreeMap<UUID, KnownServers.Server>();
        while (buffer != null && buffer.hasRemaining()) {
            servers.put(readId(buffer), new KnownServers.Server(readId(buffer), readText(buffer)));
        }
        return servers;
    }

    synchronized void persistServers(Map<UUID, KnownServers.Server> servers) throws IOException {
        var records = new ArrayList<byte[]>();
        servers.forEach((raftId, server) -> {
            var name = textBytes(server.name());
            var record = ByteBuffer.allocate(16 + 16 + name.length);
            putId(record, raftId);
            putId(record, server.nodeId());
            records.add(record.put(name).array());
        });
        put(KEY_SERVERS, joined(records));
    }

    /** Raft ids of servers whose group was given up for this one: they may not act under these any more. */
    public synchronized Set<UUID> superseded() {
        var buffer = get(KEY_SUPERSEDED);
        var ids = new TreeSet<UUID>();
        while (buffer != null && buffer.hasRemaining()) {
            ids.add(readId(buffer));
        }
        return ids;
    }

    /** See {@link #superseded}; in place of those that were kept. */
    public synchronized void persistSuperseded(Set<UUID> raftIds) throws IOException {
        var record = ByteBuffer.allocate(16 * raftIds.size() + 4);
        raftIds.forEach(id -> putId(record, id));
        put(KEY_SUPERSEDED, record.array());
    }

    /** Counts a start of this server; the first is 1. */
    synchronized long nextRun() throws IOException {
        var before = get(KEY_RUNS);
        long number = before == null ? 1 : before.getLong() + 1;
        put(KEY_RUNS, ByteBuffer.allocate(8 + 4).putLong(number).array());
        return number;
    }

    /** See {@link ServerMemory}. */
    synchronized Map<UUID, ServerMemory.Seen> readSeen() {
        var buffer = get(KEY_SEEN);
        return buffer == null ? Map.of() : ServerMemory.decode(buffer);
    }

    synchronized void persistSeen(byte[] seen) throws IOException {
        put(KEY_SEEN, Arrays.copyOf(seen, seen.length + 4));
    }

    /** With room for the checksum. */
    private static byte[] joined(List<byte[]> parts) {
        var buffer =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum() + 4);
        parts.forEach(buffer::put);
        return buffer.array();
    }

    private static byte[] textBytes(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static String readText(ByteBuffer buffer) {
        var bytes = new byte[buffer.getInt()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void putId(ByteBuffer buffer, UUID id) {
        buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }

    private static UUID readId(ByteBuffer buffer) {
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** See {@link MvFile#isInPlace}. */
    boolean isInPlace() {
        return file.isInPlace();
    }

    private void put(long key, byte[] record) throws IOException {
        if (closed) {
            throw new IOException("the membership is closed");
        }
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

    private static byte[] memberBytes(Member member) {
        var host = member.host.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(16 + 4 + 2 + host.length)
                .putLong(member.id.getMostSignificantBits())
                .putLong(member.id.getLeastSignificantBits())
                .putInt(member.port)
                .putShort((short) host.length)
                .put(host)
                .array();
    }

    private static Member readMember(ByteBuffer buffer) {
        var id = new UUID(buffer.getLong(), buffer.getLong());
        var port = buffer.getInt();
        var host = new byte[buffer.getShort()];
        buffer.get(host);
        return new Member(id, new String(host, StandardCharsets.UTF_8), port);
    }

    synchronized void close() {
        closed = true;
        file.close();
    }
}
