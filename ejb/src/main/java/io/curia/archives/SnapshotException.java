package io.curia.archives;

import io.curia.cluster.LogFailures;
import io.curia.raft.api.RaftException;
import io.curia.snapshot.ArchiveException;
import io.curia.state.StateException;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/**
 * Why an archive was not taken, previewed or put back. The message is for whoever asked, in whichever way. The state is
 * as it was, unless it is an {@link OutcomeUnknown}.
 */
public abstract sealed class SnapshotException extends IOException {
    private static final long serialVersionUID = 1L;

    private SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }

    /** As many as can be are under way; it may be tried again. */
    public static final class Busy extends SnapshotException {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("Another snapshot is being restored or looked at, try again later", null);
        }
    }

    /** The archive is longer than can be restored. */
    public static final class TooLarge extends SnapshotException {
        private static final long serialVersionUID = 1L;

        TooLarge(long limit) {
            super("Request body too large, max size: " + limit + " bytes.", null);
        }
    }

    /** The archive is not sound, or it or the state does not allow it. */
    public static final class Refused extends SnapshotException {
        private static final long serialVersionUID = 1L;

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The log could not be read or written at this moment, and nothing was proposed. */
    public static final class Unavailable extends SnapshotException {
        private static final long serialVersionUID = 1L;

        private final transient RaftException failure;

        Unavailable(RaftException failure) {
            super(LogFailures.text(failure), failure);
            this.failure = failure;
        }

        /** What the log said. */
        public RaftException failure() {
            return failure;
        }
    }

    /** The state may have been replaced, or may be yet. */
    public static final class OutcomeUnknown extends SnapshotException {
        private static final long serialVersionUID = 1L;

        OutcomeUnknown(String why, RaftException cause) {
            super(why + "; it is not known whether the snapshot was restored", cause);
        }
    }

    /**
     * What a failure means to whoever asked.
     *
     * @throws RuntimeException the failure itself, if it is a fault of this program
     */
    static SnapshotException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof SnapshotException told) {
            return told;
        } else if (cause instanceof ArchiveException || cause instanceof StateException) {
            return new Refused(cause.getMessage(), cause);
        } else if (cause instanceof IOException) {
            return new Refused("failed to read snapshot: " + cause.getMessage(), cause);
        } else if (cause instanceof RaftException raft) {
            return new Unavailable(raft);
        } else if (cause instanceof RuntimeException fault) {
            throw fault;
        }
        throw new IllegalStateException(cause);
    }
}
