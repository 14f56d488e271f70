package io.curia.service.kv;

import io.curia.http.json.JsonSteps;
import io.curia.http.json.JsonWriter;
import io.curia.model.KvEntry;
import java.util.Iterator;

/** A list of entries in steps of which none is much longer than a key: long values come in parts. */
final class EntrySteps implements JsonSteps {
    /** Longer values are written in parts, in bytes; a multiple of three, as base64 needs it. */
    static final int LONG_VALUE = 3 * 8192;

    private final Iterator<KvEntry> entries;
    private boolean begun;
    private KvEntry open;
    private int at;

    EntrySteps(Iterator<KvEntry> entries) {
        this.entries = entries;
    }

    @Override
    public boolean next(JsonWriter json) {
        if (!begun) {
            begun = true;
            json.beginArray();
        }
        if (open != null) {
            writePart(json);
        } else if (entries.hasNext()) {
            begin(entries.next(), json);
        } else {
            json.endArray();
            return false;
        }
        return true;
    }

    private void begin(KvEntry entry, JsonWriter json) {
        if (entry.value() == null || entry.value().length() <= LONG_VALUE) {
            KvAnswers.write(entry, json);
            return;
        }
        open = entry;
        at = 0;
        KvAnswers.writeUpToValue(entry, json);
        json.beginBase64();
    }

    private void writePart(JsonWriter json) {
        byte[] value = open.value().shared();
        int to = Math.min(value.length, at + LONG_VALUE);
        json.base64Part(value, at, to);
        at = to;
        if (at == value.length) {
            KvAnswers.writeBehindValue(open, json.endBase64());
            open = null;
        }
    }
}
