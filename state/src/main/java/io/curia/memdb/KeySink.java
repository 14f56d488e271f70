package io.curia.memdb;

/** Takes the index keys of one row. */
@FunctionalInterface
public interface KeySink {
    /** One more key; never null. The array passes to the index and must not be changed afterwards. */
    void key(byte[] key);
}
