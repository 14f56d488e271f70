package io.curia.state;

import io.curia.model.ByteString;
import io.curia.model.KvEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The keys of rows, cut behind the first separator past a prefix; of those that become the same one is given. */
final class KeyWalk implements Iterator<ByteString> {
    private final Iterator<KvEntry> rows;
    private final int prefixLength;
    private final ByteString separator;
    private ByteString next;

    KeyWalk(Iterator<KvEntry> rows, int prefixLength, ByteString separator) {
        this.rows = rows;
        this.prefixLength = prefixLength;
        this.separator = separator;
        this.next = after(null);
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ByteString next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        var given = next;
        next = after(given);
        return given;
    }

    private ByteString after(ByteString last) {
        while (rows.hasNext()) {
            var key = cut(rows.next().key());
            if (!key.equals(last)) {
                return key;
            }
        }
        return null;
    }

    private ByteString cut(ByteString key) {
        if (separator.isEmpty()) {
            return key;
        }
        int at = key.indexOf(separator, prefixLength);
        return at < 0 ? key : key.head(at + separator.length());
    }
}
