package io.curia.state;

/**
 * What a read found and the index that goes with it.
 *
 * @param index the index of the result as state-store's tables say; 0 if nothing it depends on was ever written
 * @param value the row or rows; null for a single row that does not exist
 * @param <T> a row or a list of rows
 */
public record Indexed<T>(long index, T value) {}
