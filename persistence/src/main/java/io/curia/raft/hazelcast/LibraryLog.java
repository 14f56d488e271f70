package io.curia.raft.hazelcast;

import com.hazelcast.logging.AbstractLogger;
import com.hazelcast.logging.ILogger;
import com.hazelcast.logging.LogEvent;
import com.hazelcast.logging.LoggerFactorySupport;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where the library's log goes: to its own categories, one step quieter. Its warnings tell the same of each try, by the
 * second while servers are away, and what an operator needs of it this server says itself; so they are for debugging. What
 * it calls severe is a warning, one line without a stack trace, and of each category one a minute at most; the rest of
 * that is for debugging too. The library makes one for the whole process, by this class's name.
 */
public final class LibraryLog extends LoggerFactorySupport {
    static final long PAUSE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final String PROPERTY = "hazelcast.logging.class";

    private final LongSupplier nanoTime;

    /** For the library. */
    public LibraryLog() {
        this(System::nanoTime);
    }

    LibraryLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Has members that are made from now on log so. */
    static void install() {
        System.setProperty(PROPERTY, LibraryLog.class.getName());
    }

    @Override
    protected ILogger createLogger(String name) {
        return new Category(Logger.getLogger(name), nanoTime);
    }

    private static final class Category extends AbstractLogger {
        private final Logger log;
        private final LongSupplier nanoTime;
        private final AtomicLong nextAt;

        Category(Logger log, LongSupplier nanoTime) {
            this.log = log;
            this.nanoTime = nanoTime;
            this.nextAt = new AtomicLong(nanoTime.getAsLong());
        }

        @Override
        public void log(Level level, String message) {
            log(level, message, null);
        }

        @Override
        public void log(Level level, String message, Throwable thrown) {
            if (isSevere(level) && isTime()) {
                write(Level.WARNING, thrown == null ? message : message + " (" + thrown + ")", null);
                if (thrown == null) {
                    return;
                }
            }
            write(level.intValue() < Level.FINE.intValue() ? level : Level.FINE, message, thrown);
        }

        private boolean isTime() {
            var now = nanoTime.getAsLong();
            var next = nextAt.get();
            return now - next >= 0 && nextAt.compareAndSet(next, now + PAUSE_NS);
        }

        private void write(Level level, String message, Throwable thrown) {
            log.logp(level, log.getName(), null, message, thrown);
        }

        private static boolean isSevere(Level level) {
            return level.intValue() >= Level.SEVERE.intValue() && !level.equals(Level.OFF);
        }

        @Override
        @SuppressWarnings("deprecation") // the method that is overridden is
        public void log(LogEvent event) {
            var line = event.getLogRecord();
            log(line.getLevel(), line.getMessage(), line.getThrown());
        }

        @Override
        public Level getLevel() {
            return log.getLevel();
        }

        @Override
        public boolean isLoggable(Level level) {
            return log.isLoggable(
                    isSevere(level) ? Level.WARNING : level.intValue() < Level.FINE.intValue() ? level : Level.FINE);
        }
    }
}
