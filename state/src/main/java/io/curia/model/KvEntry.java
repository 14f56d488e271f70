package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;

import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * One key and its value: the DirEntry of commands, snapshots and answers (fsm-commands §3, type 2).
 *
 * @param key any bytes, never null; none in commands only
 * @param value any bytes, or null for nil; an empty value is nil
 * @param flags an opaque unsigned 64-bit number of the client
 * @param lockIndex how often the key has been locked
 * @param session the id of the session that holds the lock, or an empty text
 * @param createIndex index of the write that created the key
 * @param modifyIndex index of the last write that changed it
 */
public record KvEntry(
        ByteString key,
        ByteString value,
        long flags,
        long lockIndex,
        String session,
        long createIndex,
        long modifyIndex) {
    private static final Shape.Fields<KvEntry> FIELDS = new Shape.Fields<>();
    private static final Whole<KvEntry> LOCK_INDEX = FIELDS.uint64("LockIndex", KvEntry::lockIndex);
    private static final Value<KvEntry, ByteString> KEY =
            FIELDS.bytes("Key", KvEntry::key, new Trait.Zero(ByteString.EMPTY));
    private static final Whole<KvEntry> FLAGS = FIELDS.uint64("Flags", KvEntry::flags);
    private static final Value<KvEntry, ByteString> VALUE = FIELDS.bytes("Value", KvEntry::value);
    private static final Value<KvEntry, String> SESSION = FIELDS.text("Session", KvEntry::session, OMIT_EMPTY);
    private static final Whole<KvEntry> CREATE_INDEX = FIELDS.index("CreateIndex", KvEntry::createIndex);
    private static final Whole<KvEntry> MODIFY_INDEX = FIELDS.index("ModifyIndex", KvEntry::modifyIndex);

    /** Its fields. */
    public static final Shape<KvEntry> SHAPE = FIELDS.make(draft -> new KvEntry(
            draft.get(KEY),
            draft.get(VALUE),
            draft.get(FLAGS),
            draft.get(LOCK_INDEX),
            draft.get(SESSION),
            draft.get(CREATE_INDEX),
            draft.get(MODIFY_INDEX)));

    public KvEntry {
        Objects.requireNonNull(key);
        Objects.requireNonNull(session);
        if (value != null && value.isEmpty()) {
            value = null;
        }
    }

    /** An entry as a client writes it: no lock, no indexes. */
    public static KvEntry of(ByteString key, ByteString value, long flags) {
        return new KvEntry(key, value, flags, 0, "", 0, 0);
    }

    /** Only a key, as deletes and compare-and-sets with an index need it. */
    public static KvEntry ofKey(ByteString key, long modifyIndex) {
        return new KvEntry(key, null, 0, 0, "", 0, modifyIndex);
    }

    /** The same with another value, which may be null. */
    public KvEntry withValue(ByteString newValue) {
        return new KvEntry(key, newValue, flags, lockIndex, session, createIndex, modifyIndex);
    }

    /** The same with another lock state. */
    public KvEntry withLock(String newSession, long newLockIndex) {
        return new KvEntry(key, value, flags, newLockIndex, newSession, createIndex, modifyIndex);
    }

    /** The same with other indexes. */
    public KvEntry withIndexes(long newCreateIndex, long newModifyIndex) {
        return new KvEntry(key, value, flags, lockIndex, session, newCreateIndex, newModifyIndex);
    }

    /** Whether all but the indexes is equal, so that writing one over the other changes nothing (state-store §6). */
    public boolean sameContent(KvEntry other) {
        return lockIndex == other.lockIndex
                && flags == other.flags
                && key.equals(other.key)
                && session.equals(other.session)
                && Objects.equals(value, other.value);
    }
}
