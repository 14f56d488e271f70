package io.curia.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes filters over one type, and keeps those lately made, for clients send the same expression again and again. Safe
 * for use by any thread.
 *
 * @param <T> the values that are filtered
 */
public final class Filters<T> {
    private static final int MAX_KEPT = 128;
    private static final int LONGEST_KEPT = 2048;

    private final Fields<T> fields;
    private final Map<String, Filter<T>> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Filter<T>> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** Filters over values with these fields. */
    public Filters(Fields<T> fields) {
        this.fields = fields;
    }

    /**
     * The filter that an expression describes; an empty one keeps everything.
     *
     * @throws FilterException if the expression is malformed or does not fit the type
     */
    public Filter<T> compile(String expression) {
        if (expression.isEmpty()) {
            return Filter.all();
        }
        Filter<T> known;
        synchronized (kept) {
            known = kept.get(expression);
        }
        return known != null ? known : compileAndKeep(expression);
    }

    int size() {
        synchronized (kept) {
            return kept.size();
        }
    }

    private Filter<T> compileAndKeep(String expression) {
        Filter<T> compiled = compile(new Parser(expression).parse());
        if (expression.length() <= LONGEST_KEPT) {
            synchronized (kept) {
                kept.put(expression, compiled);
            }
        }
        return compiled;
    }

    private Filter<T> compile(Expression expression) {
        if (expression instanceof Expression.Or or) {
            List<Filter<T>> parts = compile(or.parts());
            return value -> anyOf(parts, value);
        } else if (expression instanceof Expression.And and) {
            List<Filter<T>> parts = compile(and.parts());
            return value -> allOf(parts, value);
        } else if (expression instanceof Expression.Not not) {
            Filter<T> operand = compile(not.operand());
            return value -> !operand.test(value);
        }
        return fields.compile((Expression.Match) expression, 0);
    }

    private List<Filter<T>> compile(List<Expression> parts) {
        return parts.stream().map(this::compile).toList();
    }

    private static <T> boolean anyOf(List<Filter<T>> parts, T value) {
        for (Filter<T> part : parts) {
            if (part.test(value)) {
                return true;
            }
        }
        return false;
    }

    private static <T> boolean allOf(List<Filter<T>> parts, T value) {
        for (Filter<T> part : parts) {
            if (!part.test(value)) {
                return false;
            }
        }
        return true;
    }
}
