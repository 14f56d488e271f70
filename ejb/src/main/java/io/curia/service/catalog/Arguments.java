package io.curia.service.catalog;

import io.curia.http.Call;
import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.refusal.Refusal;
import io.curia.state.Indexed;
import io.curia.state.ReadFilter;
import io.curia.text.Utf8;
import java.util.List;

/** Names that requests give in their paths. */
final class Arguments {
    /** A read of the rows of one service. */
    @FunctionalInterface
    interface ServiceReading<T> {
        Indexed<List<T>> read(ReadTxn txn, String service, ReadFilter rows, WatchSet watch);
    }

    private Arguments() {}

    /**
     * The name that the path ends with.
     *
     * @param missing the text for a path without one
     * @throws Refusal if it has none
     */
    static String require(Call call, String missing) {
        if (call.argument().length == 0) {
            throw Refusal.invalid(missing);
        }
        return Utf8.decode(call.argument(), 0, call.argument().length);
    }
}
