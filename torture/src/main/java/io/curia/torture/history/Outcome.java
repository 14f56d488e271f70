package io.curia.torture.history;

/** What a client knows of an operation when it is over. */
public enum Outcome {
    /** It was done, and what it answered counts; that a check-and-set found another value is an answer too. */
    DONE,
    /** It certainly had no effect and says nothing of the state: it did not reach a server, or the server had no room for it. */
    REFUSED,
    /** No answer, or one that leaves it open: it may have happened, may happen still, or never. */
    UNKNOWN
}
