package io.curia.raft.admission;

/** A captured state that stays in memory until it is written. Thread-safe. */
public interface HeldState {
    /** Whether it still keeps the state of its moment. */
    boolean holdsState();

    /** About how many bytes of heap would be free without it. */
    long heldBytes();
}
