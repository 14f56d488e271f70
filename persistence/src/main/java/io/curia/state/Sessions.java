package io.curia.state;

/** What the other families ask about sessions. */
final class Sessions {
    private static final int UUID_LENGTH = 36;

    private Sessions() {}

    /**
     * Whether a session exists. The schema has no sessions yet, so none does.
     *
     * @throws StateException if the id cannot be one of a session
     */
    static boolean exists(String id) {
        if (id.length() != UUID_LENGTH) {
            throw new StateException("failed session lookup: index error: UUID must be 36 characters");
        }
        return false;
    }
}
