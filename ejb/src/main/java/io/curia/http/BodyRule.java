package io.curia.http;

import java.util.function.ToIntFunction;

/** Whether an endpoint takes a body, and up to which length. */
public enum BodyRule {
    /** A body is not looked at. */
    NONE("", limits -> 0),
    /** A JSON document. */
    JSON("4 MiB", limits -> Bodies.MAX_JSON),
    /** A value of the key/value store. */
    VALUE("`curia.kv.max-value-size`", Limits::kvMaxValue),
    /** The operations of a transaction. */
    TXN("512 KiB, or a value's if that is more", Limits::txnMaxBody),
    /** An archive, which is too long for the memory: a thread of its own takes it to a file. */
    STREAM("an archive", limits -> 0);

    private final String shown;
    private final ToIntFunction<Limits> limit;

    BodyRule(String shown, ToIntFunction<Limits> limit) {
        this.shown = shown;
        this.limit = limit;
    }

    /** The greatest length in bytes that is read into memory; what is longer counts as too long. */
    public int limit(Limits limits) {
        return limit.applyAsInt(limits);
    }

    @Override
    public String toString() {
        return shown;
    }
}
