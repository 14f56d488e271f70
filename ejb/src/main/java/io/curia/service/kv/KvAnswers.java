package io.curia.service.kv;

import io.curia.http.Answer;
import io.curia.http.Header;
import io.curia.http.LargeBody;
import io.curia.http.json.JsonSteps;
import io.curia.http.json.JsonWriter;
import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.util.ArrayList;
import java.util.List;

/** How entries, keys and the results of writes look on the wire (http-api §4). */
public final class KvAnswers {
    private static final JsonWriter.Name LOCK_INDEX = JsonWriter.Name.of("LockIndex");
    private static final JsonWriter.Name KEY = JsonWriter.Name.of("Key");
    private static final JsonWriter.Name FLAGS = JsonWriter.Name.of("Flags");
    private static final JsonWriter.Name VALUE = JsonWriter.Name.of("Value");
    private static final JsonWriter.Name SESSION = JsonWriter.Name.of("Session");
    private static final JsonWriter.Name CREATE_INDEX = JsonWriter.Name.of("CreateIndex");
    private static final JsonWriter.Name MODIFY_INDEX = JsonWriter.Name.of("ModifyIndex");

    /** Length of an entry's JSON without key and value, roughly. */
    private static final int ENTRY_FRAME = 192;

    private static final byte[] NO_BYTES = {};
    private static final List<Header> RAW_HEADERS =
            List.of(new Header("X-Content-Type-Options", "nosniff"), new Header("Content-Security-Policy", "sandbox"));

    private KvAnswers() {}

    /** Entries as a list, at least one. */
    static Answer entries(Iterable<KvEntry> entries, boolean pretty, List<Header> meta) {
        return Answer.json(meta, pretty, 0, () -> new EntrySteps(entries.iterator()));
    }

    /** One entry as a list. */
    static Answer entry(KvEntry entry, boolean pretty, List<Header> meta) {
        int valueLength = entry.value() == null ? 0 : entry.value().length();
        if (valueLength > EntrySteps.LONG_VALUE) {
            return entries(List.of(entry), pretty, meta);
        }
        int capacity = 2 + ENTRY_FRAME + entry.key().length() + valueLength / 3 * 4;
        JsonWriter json = new JsonWriter(capacity, pretty).beginArray();
        write(entry, json);
        return Answer.json(json.endArray().finish(), meta);
    }

    static Answer keys(Iterable<ByteString> keys, boolean pretty, List<Header> meta) {
        return Answer.json(meta, pretty, 0, () -> JsonSteps.array(keys, (key, json) -> json.utf8(key.shared())));
    }

    /** The value alone. It is never given a type that a browser would run. */
    static Answer raw(KvEntry entry, List<Header> meta) {
        List<Header> headers = new ArrayList<>(meta.size() + RAW_HEADERS.size());
        headers.addAll(meta);
        headers.addAll(RAW_HEADERS);
        byte[] value = entry.value() == null ? NO_BYTES : entry.value().shared();
        if (value.length > LargeBody.PIECE) {
            return Answer.large("text/plain", headers, LargeBody.bytes(value));
        }
        return Answer.of(200, "text/plain", headers, value);
    }

    /** Writes one entry. */
    public static void write(KvEntry entry, JsonWriter json) {
        writeUpToValue(entry, json);
        json.base64(entry.value() == null ? null : entry.value().shared());
        writeBehindValue(entry, json);
    }

    /** Writes what comes before the value, its name included. */
    static void writeUpToValue(KvEntry entry, JsonWriter json) {
        json.beginObject();
        json.name(LOCK_INDEX).unsigned(entry.lockIndex());
        json.name(KEY).utf8(entry.key().shared());
        json.name(FLAGS).unsigned(entry.flags());
        json.name(VALUE);
    }

    /** Writes the rest. */
    static void writeBehindValue(KvEntry entry, JsonWriter json) {
        if (!entry.session().isEmpty()) {
            json.name(SESSION).value(entry.session());
        }
        json.name(CREATE_INDEX).unsigned(entry.createIndex());
        json.name(MODIFY_INDEX).unsigned(entry.modifyIndex());
        json.endObject();
    }
}
