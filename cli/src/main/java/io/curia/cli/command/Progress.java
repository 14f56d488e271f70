package io.curia.cli.command;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * Tells whoever watches the terminal how far a long transfer is; quick ones show nothing, and without a terminal nothing
 * is ever shown. Closing wipes what it wrote. Used by one thread at a time.
 */
public final class Progress implements AutoCloseable {
    /** The length of a transfer that is not known beforehand. */
    public static final long UNKNOWN = -1;

    private static final long FIRST_AFTER_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long EVERY_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String WIPE = "\r\033[K";

    private final Environment environment;
    private final String what;
    private final long total;
    private long done;
    private long showAt = System.nanoTime() + FIRST_AFTER_NS;
    private boolean shown;

    /**
     * @param what a word before the numbers
     * @param total how many bytes there are, or {@link #UNKNOWN}
     */
    public Progress(Environment environment, String what, long total) {
        this.environment = environment;
        this.what = what;
        this.total = total;
    }

    /** The stream whose bytes are counted as they are read; closing it closes {@code in} only. */
    public InputStream counting(InputStream in) {
        return environment.terminal() ? new CountedInput(in, this::add) : in;
    }

    private void add(int bytes) {
        done += bytes;
        long now = System.nanoTime();
        if (now - showAt >= 0) {
            environment.err().print(WIPE + what + " " + ByteSize.text(done) + share());
            environment.err().flush();
            shown = true;
            showAt = now + EVERY_NS;
        }
    }

    private String share() {
        return total <= 0 ? "" : " of " + ByteSize.text(total) + " (" + Math.min(100, 100 * done / total) + "%)";
    }

    @Override
    public void close() {
        if (shown) {
            environment.err().print(WIPE);
            environment.err().flush();
        }
    }
}
