package io.curia.model;

/** What kind of value a field holds, which says how every encoding writes and reads it. */
public enum Kind {
    /** A text, never null; zero is the empty one. */
    TEXT,
    /** True or false; zero is false. */
    FLAG,
    /** A whole number of 32 bits; zero is 0. */
    INT,
    /** A whole number of 64 bits; zero is 0. */
    SIGNED,
    /** A whole number of 64 bits without a sign; zero is 0. */
    UNSIGNED,
    /** Nanoseconds, which JSON gives as a number or as a text such as {@code 1m30s} and shows as a text; zero is 0. */
    DURATION,
    /** Nanoseconds, which JSON gives as a number or as a text such as {@code 1m30s} and shows as a number; zero is 0. */
    NANOS,
    /** A float of 64 bits; zero is 0. */
    DECIMAL,
    /** Bytes; zero is null. */
    BYTES,
    /** A time; zero is null. */
    TIME,
    /** Texts; zero is null, which is not the same as none. */
    TEXTS,
    /** Floats; zero is null, which is not the same as none. */
    DECIMALS,
    /** Texts by name; zero is null, which is not the same as none. */
    TEXT_MAP,
    /** Lists of texts by name; zero is null, which is not the same as none. */
    TEXTS_MAP,
    /** A value of any kind that JSON and msgpack carry; zero is null. */
    ANY,
    /** Such values by name; zero is null, which is not the same as none. */
    ANY_MAP,
    /** Such values in a list; zero is null, which is not the same as none. */
    ANY_LIST,
    /** Another row within this one, never null; zero is the one whose fields are all zero. */
    ROW,
    /** Another row within this one; zero is null. */
    OPTIONAL_ROW,
    /** Other rows, none of them null; zero is null, which is not the same as none. */
    ROWS,
    /** Other rows by name, none of them null; zero is null, which is not the same as none. */
    ROW_MAP
}
