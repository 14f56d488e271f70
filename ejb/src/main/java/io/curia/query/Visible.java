package io.curia.query;

import io.curia.http.Authority;
import io.curia.http.Needs.Resource;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What of a result its caller gets to see. It is asked anew whenever a query looks again, before anything is rendered; the
 * index of a result stays what it was.
 *
 * @param <T> what was read
 */
@FunctionalInterface
public interface Visible<T> {
    /** What the caller sees of what was found; null if that is one thing, and not for this caller. */
    T to(Authority authority, T found);

    /** Whether a caller may see a row. */
    @FunctionalInterface
    interface Row<R> {
        /** Whether this caller may see this row. */
        boolean isSeen(Authority authority, R row);
    }

    /** Rows that are seen by whoever may see the resource of this name. */
    static <R> Row<R> of(Resource resource, Function<R, String> name) {
        return (authority, row) -> authority.sees(resource, name.apply(row));
    }

    /** All of it, for what tells nobody anything. */
    static <T> Visible<T> all() {
        return (authority, found) -> found;
    }

    /** One row; null stays null. */
    static <R> Visible<R> one(Row<R> row) {
        return (authority, found) -> found == null || row.isSeen(authority, found) ? found : null;
    }

    /** The rows of a list that are seen; the same list if they all are. */
    static <R> Visible<List<R>> rows(Row<R> row) {
        return (authority, found) -> kept(found, each -> row.isSeen(authority, each));
    }

    /** The rows that are seen, as they come: they may be more than the memory holds. */
    static <R> Visible<Iterable<R>> streamed(Row<R> row) {
        return (authority, found) -> () -> new Seen<>(found.iterator(), each -> row.isSeen(authority, each));
    }

    private static <R> List<R> kept(List<R> rows, Predicate<R> seen) {
        for (R row : rows) {
            if (!seen.test(row)) {
                return rows.stream().filter(seen).toList();
            }
        }
        return rows;
    }

    /** The elements that a test lets through. For one thread. */
    final class Seen<R> implements Iterator<R> {
        private final Iterator<R> rows;
        private final Predicate<R> test;
        private R next;

        private Seen(Iterator<R> rows, Predicate<R> test) {
            this.rows = rows;
            this.test = test;
            advance();
        }

        private void advance() {
            next = null;
            while (next == null && rows.hasNext()) {
                R row = rows.next();
                next = test.test(row) ? row : null;
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public R next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            R row = next;
            advance();
            return row;
        }
    }
}
