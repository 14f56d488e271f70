package io.curia.fsm.structs;

import io.curia.codec.StructCodec;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;

/** DirEntry, in commands and in records. */
public final class KvEntryCodec {
    /** The struct. */
    public static final StructCodec<KvEntry, ?> CODEC = StructCodec.of(Draft::new, Draft::finish)
            .uint64("LockIndex", KvEntry::lockIndex, (draft, value) -> draft.lockIndex = value)
            .bytes("Key", KvEntry::key, (draft, value) -> draft.key = value)
            .uint64("Flags", KvEntry::flags, (draft, value) -> draft.flags = value)
            .bytes("Value", KvEntry::value, (draft, value) -> draft.value = value)
            .string("Session", KvEntry::session, (draft, value) -> draft.session = value)
            .uint64("CreateIndex", KvEntry::createIndex, (draft, value) -> draft.createIndex = value)
            .uint64("ModifyIndex", KvEntry::modifyIndex, (draft, value) -> draft.modifyIndex = value)
            .build();

    private KvEntryCodec() {}

    /** The fields as they come. */
    private static final class Draft {
        private ByteString key = ByteString.EMPTY;
        private ByteString value;
        private long flags;
        private long lockIndex;
        private String session = "";
        private long createIndex;
        private long modifyIndex;

        private KvEntry finish() {
            return new KvEntry(key, value, flags, lockIndex, session, createIndex, modifyIndex);
        }
    }
}
