package io.curia.autopilot;

/** What to do next about who votes. Each says why, in a sentence that begins small and has no stop. */
public sealed interface Decision {
    /** Why, for the operator. */
    String why();

    /** One that changes something about a server. */
    sealed interface Change extends Decision {
        /** The server's node id. */
        String id();
    }

    /** Lets a server vote. */
    record Promote(String id, String why) implements Change {}

    /** Takes a server its vote; it goes on as one that follows. */
    record Demote(String id, String why) implements Change {}

    /** Has another voter lead. */
    record TransferLeadership(String id, String why) implements Change {}

    /** Takes a server out that votes and that no member has met. */
    record RemoveStale(String id, String why) implements Change {}

    /** Takes a member out that cannot be reached, out of the catalog too. */
    record RemoveFailed(String id, String why) implements Change {}

    /** Nothing is to be done now. */
    record Nothing(String why) implements Decision {}
}
