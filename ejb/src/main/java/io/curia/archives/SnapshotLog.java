package io.curia.archives;

import io.curia.cluster.Caller;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The one line each that operators get of an archive that is taken or put back. Stateless. */
final class SnapshotLog {
    private static final Logger LOG = System.getLogger(StateArchives.class.getName());

    private SnapshotLog() {}

    /** An archive that says when it has been written, or how far. */
    static SavedState.Body saved(Caller caller, long index, SavedState.Body body) {
        return out -> {
            var counted = new Counted(out);
            try {
                body.writeTo(counted);
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        "a snapshot at index {0} for {1} was broken off after {2} bytes: {3}",
                        number(index),
                        caller,
                        number(counted.bytes),
                        e.getMessage());
                throw e;
            }
            LOG.log(
                    Level.INFO,
                    "a snapshot at index {0} was saved for {1}: {2} bytes",
                    number(index),
                    caller,
                    number(counted.bytes));
        };
    }

    /** An archive has taken the place of the state. */
    static void restored(Caller caller, long bytes, long archived, long before, long after) {
        LOG.log(
                Level.INFO,
                "a snapshot at index {0} was restored for {1}: {2} bytes, index {3} before and {4} after",
                number(archived),
                caller,
                number(bytes),
                number(before),
                number(after));
    }

    /** An archive was not restored, or it is not known whether it was. */
    static void failed(Caller caller, long bytes, Exception why) {
        LOG.log(
                Level.WARNING,
                "a snapshot of {0} bytes was not restored for {1}: {2}",
                number(bytes),
                caller,
                why.getMessage());
    }

    /** As a text, for the log would group its digits. */
    private static String number(long number) {
        return Long.toString(number);
    }

    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] array, int offset, int length) throws IOException {
            out.write(array, offset, length);
            bytes += length;
        }
    }
}
