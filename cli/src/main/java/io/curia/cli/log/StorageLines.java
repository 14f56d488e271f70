package io.curia.cli.log;

import io.curia.cli.command.Environment;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Prints what a start would log about the files as plain lines, until it is closed. */
final class StorageLines extends Handler implements AutoCloseable {
    private static final SimpleFormatter FORMATTER = new SimpleFormatter();

    private final Environment environment;
    private final Logger logger = Logger.getLogger("io.curia.raft");

    StorageLines(Environment environment) {
        this.environment = environment;
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        if (line.getLevel().intValue() >= Level.WARNING.intValue()) {
            environment.err().println(FORMATTER.formatMessage(line));
        }
    }

    @Override
    public void flush() {
        environment.err().flush();
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
