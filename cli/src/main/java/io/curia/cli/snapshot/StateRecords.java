package io.curia.cli.snapshot;

import io.curia.codec.MsgpackException;
import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackStream;
import io.curia.fsm.EntryType;
import io.curia.snapshot.ArchiveReader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicReference;

/** Goes through the records of a state while it streams by, holding one at a time. Stateless. */
final class StateRecords {
    private static final int BUFFER = 64 * 1024;

    private StateRecords() {}

    /** Is shown each record. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes one.
         *
         * @param type its number
         * @param name the name of the type
         * @param value the record; valid until the end of the call
         * @param bytes how many it takes, for the first one those of the header too
         */
        void record(int type, String name, MsgpackReader value, long bytes) throws IOException;
    }

    /** @throws StateFault if the state holds what is no record */
    static void read(InputStream state, Visitor visitor) throws IOException {
        var stream = new MsgpackStream(new BufferedInputStream(state, BUFFER));
        long before = readHeader(stream);
        for (int type; (type = stream.plainByte()) >= 0; before = 0) {
            String name = EntryType.nameOf(type);
            try {
                var value = stream.value();
                visitor.record(type, name, value, before + 1 + value.remaining());
            } catch (EOFException | MsgpackException e) {
                throw new StateFault("failed to decode msg type " + name + ", error " + e.getMessage(), e);
            }
        }
    }

    /**
     * Reads and verifies an archive; its own faults are told before that of its state.
     *
     * @throws io.curia.snapshot.ArchiveException if it is no whole and sound archive
     * @throws StateFault if its state holds what is no record; the records before were shown
     */
    static ArchiveReader.Verified readArchive(InputStream archive, Visitor visitor) throws IOException {
        var fault = new AtomicReference<StateFault>();
        var verified = ArchiveReader.read(archive, state -> {
            try {
                read(state, visitor);
            } catch (StateFault e) {
                fault.set(e);
            }
        });
        if (fault.get() != null) {
            throw fault.get();
        }
        return verified;
    }

    private static long readHeader(MsgpackStream stream) throws IOException {
        try {
            var header = stream.value();
            long bytes = header.remaining();
            header.mapHeader();
            return bytes;
        } catch (EOFException | MsgpackException e) {
            throw new StateFault("failed to decode the header, error " + e.getMessage(), e);
        }
    }

    /** The state holds what is no record. */
    static final class StateFault extends IOException {
        private static final long serialVersionUID = 1L;

        StateFault(String message, Exception cause) {
            super(message, cause);
        }
    }
}
