package io.curia.snapshotagent;

import java.lang.System.Logger.Level;

/** Takes the lines that an agent logs. May be called by several threads. */
@FunctionalInterface
public interface AgentLog {
    /** Takes one line without a line end. */
    void log(Level level, String line);

    /** Passes them on to the process's logger of this name. */
    static AgentLog to(String logger) {
        var target = System.getLogger(logger);
        // passed as an argument: braces in the line are no places for others
        return (level, line) -> target.log(level, "{0}", line);
    }
}
