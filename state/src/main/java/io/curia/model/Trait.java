package io.curia.model;

/** What sets a field apart from others of its kind. Without any, it is in all encodings, by one name, whatever its value. */
public sealed interface Trait {
    /** Traits that say all by their name. */
    enum Plain implements Trait {
        /** JSON leaves the field out where it is zero or empty. */
        OMIT_EMPTY,
        /** JSON shows null as an empty list or map. */
        NULL_AS_EMPTY,
        /** JSON takes the name with underscores too, as in {@code local_bind_port}. */
        SNAKE_CASE,
        /** JSON knows nothing of the field, nor do filters. */
        INTERNAL,
        /** Filters know nothing of the field; those of the kinds that they cannot compare are so anyway. */
        UNFILTERED,
        /** Two rows that differ in this field alone have the same content. */
        NOT_CONTENT,
        /** Msgpack leaves the field out where it is zero. */
        SPARSE
    }

    /**
     * JSON takes this name too.
     *
     * @param name the other name
     */
    record Alias(String name) implements Trait {}

    /**
     * The zero of the field is another than that of its kind.
     *
     * @param value what a row has of which nothing is said
     */
    record Zero(Object value) implements Trait {}

    /**
     * JSON shows null as another value.
     *
     * @param value what is shown
     */
    record Shown(Object value) implements Trait {}
}
