package io.curia.http;

/**
 * How long requests may be, in bytes.
 *
 * @param kvMaxValue the longest value of the key/value store
 * @param txnMaxBody the longest body of a transaction
 */
public record Limits(int kvMaxValue, int txnMaxBody) {
    /** What holds unless something else is set. */
    public static final int DEFAULT = 512 * 1024;

    /** A transaction may always be as long as a value, and never has to be shorter than by default (http-api §1.5). */
    public static Limits of(int kvMaxValue) {
        return new Limits(kvMaxValue, Math.max(DEFAULT, kvMaxValue));
    }
}
