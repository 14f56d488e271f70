package io.curia.refusal;

import java.util.Objects;

/**
 * Something that was asked for and is not done, with what is wrong: the message is for whoever asked. Nothing was changed.
 * It is no fault of this program, so it has no stack trace. Immutable.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What sort of thing is wrong. */
    public enum Kind {
        /** It is not even clear what was asked; there is no message. */
        UNREADABLE,
        /** Something is missing in what was asked, is malformed, or contradicts the rest. */
        INVALID,
        /** It was understood, and a rule or the way things are does not allow it. */
        REJECTED,
        /** It is about another datacenter. */
        ELSEWHERE,
        /** What it is about is not there. */
        NOT_FOUND,
        /** It has more bytes or parts than are taken. */
        TOO_LARGE,
        /** Too much is under way; it may be tried again a moment later. */
        BUSY,
        /** It is about something that is switched off. */
        DISABLED
    }

    private Refusal(Kind kind, String message) {
        super(Objects.requireNonNull(message), null, false, false);
        this.kind = kind;
    }

    /** A refusal of the kind {@link Kind#UNREADABLE}. */
    public static Refusal unreadable() {
        return new Refusal(Kind.UNREADABLE, "");
    }

    /** A refusal of the kind {@link Kind#INVALID}. */
    public static Refusal invalid(String message) {
        return new Refusal(Kind.INVALID, message);
    }

    /** A refusal of the kind {@link Kind#REJECTED}. */
    public static Refusal rejected(String message) {
        return new Refusal(Kind.REJECTED, message);
    }

    /** A refusal of the kind {@link Kind#ELSEWHERE}. */
    public static Refusal elsewhere() {
        return new Refusal(Kind.ELSEWHERE, "No path to datacenter");
    }

    /** A refusal of the kind {@link Kind#NOT_FOUND}. */
    public static Refusal notFound(String message) {
        return new Refusal(Kind.NOT_FOUND, message);
    }

    /** A refusal of the kind {@link Kind#TOO_LARGE}. */
    public static Refusal tooLarge(String message) {
        return new Refusal(Kind.TOO_LARGE, message);
    }

    /** A refusal of the kind {@link Kind#BUSY}. */
    public static Refusal busy(String message) {
        return new Refusal(Kind.BUSY, message);
    }

    /** A refusal of the kind {@link Kind#DISABLED}. */
    public static Refusal disabled(String message) {
        return new Refusal(Kind.DISABLED, message);
    }

    /** What sort of thing is wrong. */
    public Kind kind() {
        return kind;
    }
}
