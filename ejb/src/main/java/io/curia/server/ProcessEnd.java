package io.curia.server;

import io.curia.files.UnknownFormatException;
import io.curia.raft.api.FatalHandler;
import io.curia.raft.storage.StorageCorruptedException;
import io.curia.server.config.SettingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Ends the process with one line that says why. It does so at once, without an orderly stop: what is on disk is whole at
 * every moment, and a server that can no longer be trusted must not go on answering while it stops.
 */
final class ProcessEnd implements FatalHandler {
    private static final Logger LOG = System.getLogger("io.curia.server");
    private static final int STATUS = 1;

    /** The status by which WildFly's launcher knows that the server is to be started again at once. */
    static final int RESTART = 10;

    @Override
    public void onFatal(String reason, Throwable cause) {
        LOG.log(Level.ERROR, "Curia stops: " + reason, cause);
        Runtime.getRuntime().halt(STATUS);
    }

    /** Ends the process, which its launcher starts again. */
    @Override
    public void onGivenUp(String reason) {
        LOG.log(Level.ERROR, "Curia restarts: " + reason);
        Runtime.getRuntime().halt(RESTART);
    }

    /** Ends the process because the server could not start. */
    void startFailed(Throwable failure) {
        String line = "Curia cannot start: " + oneLine(failure);
        if (explainsItself(failure)) {
            LOG.log(Level.ERROR, line);
        } else {
            LOG.log(Level.ERROR, line, failure);
        }
        Runtime.getRuntime().halt(STATUS);
    }

    /** Whether the message is meant for the administrator; anything else is a fault of ours and shows where it arose. */
    static boolean explainsItself(Throwable failure) {
        return failure instanceof SettingException
                || failure instanceof UnknownFormatException
                || failure instanceof StorageCorruptedException
                || failure instanceof StartException;
    }

    static String oneLine(Throwable failure) {
        String text = explainsItself(failure) ? failure.getMessage() : failure.toString();
        return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
