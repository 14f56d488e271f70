package io.curia.http;

/** Whether an endpoint takes a body, and up to which length. */
public enum BodyRule {
    /** A body is not looked at. */
    NONE(""),
    /** A JSON document. */
    JSON("4 MiB"),
    /** A value of the key/value store. */
    VALUE("`curia.kv.max-value-size`"),
    /** The operations of a transaction. */
    TXN("512 KiB, or a value's if that is more"),
    /** An archive, which is too long for the memory: a thread of its own takes it to a file. */
    STREAM("an archive");

    private final String shown;

    BodyRule(String shown) {
        this.shown = shown;
    }

    /** The greatest length in bytes that is read into memory; what is longer counts as too long. */
    public int limit(Limits limits) {
        return switch (this) {
            case NONE, STREAM -> 0;
            case JSON -> Bodies.MAX_JSON;
            case VALUE -> limits.kvMaxValue();
            case TXN -> limits.txnMaxBody();
        };
    }

    @Override
    public String toString() {
        return shown;
    }
}
