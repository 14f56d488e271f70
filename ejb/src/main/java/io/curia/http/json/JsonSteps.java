package io.curia.http.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What is left of a document, written in small steps. For use by one thread at a time. */
@FunctionalInterface
public interface JsonSteps {
    /** Takes the next step; false once the document is complete. */
    boolean next(JsonWriter json);

    /** A list with one step for each row. */
    static <T> JsonSteps array(Iterable<T> rows, BiConsumer<? super T, JsonWriter> row) {
        return rows(JsonWriter::beginArray, rows, row, JsonWriter::endArray);
    }

    /** An object with one step for each entry. */
    static <T> JsonSteps object(Map<String, T> entries, BiConsumer<? super T, JsonWriter> value) {
        return rows(
                JsonWriter::beginObject,
                entries.entrySet(),
                (entry, json) -> value.accept(entry.getValue(), json.name(entry.getKey())),
                JsonWriter::endObject);
    }

    /** Something with one step for each row between its begin and its end. */
    static <T> JsonSteps rows(
            Consumer<JsonWriter> begin,
            Iterable<T> rows,
            BiConsumer<? super T, JsonWriter> row,
            Consumer<JsonWriter> end) {
        Iterator<T> left = rows.iterator();
        return new JsonSteps() {
            private boolean begun;

            @Override
            public boolean next(JsonWriter json) {
                if (!begun) {
                    begun = true;
                    begin.accept(json);
                }
                if (left.hasNext()) {
                    row.accept(left.next(), json);
                    return true;
                }
                end.accept(json);
                return false;
            }
        };
    }

    /** A document of a single step. */
    static JsonSteps whole(Consumer<JsonWriter> content) {
        return rows(content, List.of(), (none, json) -> {}, json -> {});
    }
}
