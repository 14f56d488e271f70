package io.curia.fault;

/** What a power cut takes of the writes that were not forced. */
public enum Loss {
    /** All of them. */
    EVERYTHING,
    /** None of them. */
    NOTHING,
    /** The last ones; the first of these may be torn, its beginning kept. */
    END,
    /** Any of them, so that later ones outlive earlier ones. */
    WRITES,
    /** Any sectors of any of them. */
    SECTORS
}
