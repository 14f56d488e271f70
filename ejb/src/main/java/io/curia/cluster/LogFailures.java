package io.curia.cluster;

import io.curia.raft.api.RaftException;
import io.curia.raft.api.VotersException;

/** What whoever asked is told when the log fails, in whichever way they asked. */
public final class LogFailures {
    private LogFailures() {}

    /** The text. */
    public static String text(RaftException failure) {
        if (failure instanceof VotersException refused) {
            return text(refused);
        }
        return switch (failure.kind()) {
            case NO_LEADER -> "No cluster leader";
            case OVERLOADED -> "Too many writes wait to be committed, try again later";
            case FULL, REFUSED -> failure.getMessage();
            case INDETERMINATE -> "leadership lost while committing log";
            case STORAGE -> "the log could not be written: " + failure.getMessage();
            case SHUTDOWN -> "raft is already shutdown";
        };
    }

    private static String text(VotersException refused) {
        return switch (refused.reason()) {
            case LEADS_ALREADY -> "cannot transfer leadership to itself";
            case ONLY_VOTER -> "cannot find peer";
            case LAST_VOTER -> "need at least one voter in configuration";
            case TIMED_OUT -> "leadership transfer timeout";
            case NOT_NOW, UNKNOWN_SERVER, UNREACHABLE, ADDRESS_TAKEN -> refused.getMessage();
        };
    }
}
