package io.curia.torture.planted;

/** What can be wrong with a {@link SmallStore}: mistakes that servers of this kind have had. */
enum Fault {
    /** Nothing. */
    NONE,
    /** A write is acknowledged and not kept, as after a crash before the fsync. */
    ACKNOWLEDGED_AND_FORGOTTEN,
    /** A default read shows what was there before, as by a leader that was deposed. */
    OLD_READS,
    /** A stale read shows less than the one before it. */
    STALE_READS_GO_BACK,
    /** A check-and-set succeeds although the entry has changed. */
    CAS_WINS_WITHOUT_A_MATCH,
    /** An addition is done twice, as by a proposal that is repeated. */
    ADDED_TWICE,
    /** A write is refused and done all the same. */
    REFUSED_AND_DONE,
    /** A write is seen before it is committed, and is gone later. */
    SEEN_AND_TAKEN_BACK,
    /** Of a transaction only the first operation is done. */
    HALF_A_TRANSACTION,
    /** A lock is given to a second session. */
    TWO_HOLDERS,
    /** A blocking query is not woken by a write. */
    LOST_WAKE_UPS
}
