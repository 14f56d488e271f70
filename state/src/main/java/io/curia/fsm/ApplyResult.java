package io.curia.fsm;

import java.util.Objects;

/**
 * What applying one command answered; the same on every server, for it decides the HTTP answer (fsm-commands §3). It
 * travels from the leader to the proposing server.
 */
public sealed interface ApplyResult {
    /** Applied; there is nothing to say. */
    enum Nil implements ApplyResult {
        NIL
    }

    /** Applied or not, as with compare-and-set. */
    record Bool(boolean value) implements ApplyResult {}

    /** A text, for example the id of a new session. */
    record Text(String value) implements ApplyResult {
        public Text {
            Objects.requireNonNull(value);
        }
    }

    /** A number, for example a serial. */
    record Num(long value) implements ApplyResult {}

    /** An encoded answer (msgpack), for example a transaction's results. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; copied at neither end for it lives for one answer
    record Encoded(byte[] value) implements ApplyResult {
        public Encoded {
            Objects.requireNonNull(value);
        }
    }

    /** The command was refused by the state; nothing changed. */
    record Failure(String message) implements ApplyResult {
        public Failure {
            Objects.requireNonNull(message);
        }
    }
}
