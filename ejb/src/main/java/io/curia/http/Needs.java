package io.curia.http;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a caller has to be allowed for a request. A declaration: nothing checks it yet, for access control is off.
 *
 * @param kind how what is listed is meant
 * @param rights what is to be allowed; empty only if nothing is
 */
public record Needs(Kind kind, List<Right> rights) {
    /** How rights are meant. */
    public enum Kind {
        /** Nothing has to be allowed. */
        NOTHING,
        /** A valid token, whatever it allows. */
        TOKEN,
        /** All rights, or the request is refused. */
        ALL,
        /** The rows that the rights are for; others are left out in silence. */
        ROWS
    }

    /** What rights are about. */
    public enum Resource {
        ACL,
        AGENT,
        EVENT,
        KEY,
        NODE,
        OPERATOR,
        SERVICE,
        SESSION
    }

    /** How much is allowed. */
    public enum Level {
        READ,
        WRITE
    }

    /** Which one of a resource a request is about, so where its name is found. */
    public enum Of {
        /** There is only one. */
        ALL(""),
        /** The argument in the path. */
        ARGUMENT(" of the argument"),
        /** What the body names. */
        BODY(" of what the body names"),
        /** What has the id in the argument. */
        OWNER(" of what the argument belongs to"),
        /** This server's own node. */
        SELF(" of this node"),
        /** Each row that was read. */
        ROW("");

        private final String shown;

        Of(String shown) {
            this.shown = shown;
        }
    }

    /**
     * One right.
     *
     * @param resource what it is about
     * @param level how much it allows
     * @param of which one
     */
    public record Right(Resource resource, Level level, Of of) {
        @Override
        public String toString() {
            return (resource + ":" + level).toLowerCase(java.util.Locale.ROOT) + of.shown;
        }
    }

    private static final Needs NOTHING = new Needs(Kind.NOTHING, List.of());

    public Needs {
        rights = List.copyOf(rights);
    }

    /** Nothing has to be allowed. */
    public static Needs nothing() {
        return NOTHING;
    }

    /** A token that is known. */
    public static Needs token() {
        return new Needs(Kind.TOKEN, List.of());
    }

    /** To read one of a resource. */
    public static Needs read(Resource resource, Of of) {
        return new Needs(Kind.ALL, List.of(new Right(resource, Level.READ, of)));
    }

    /** To change one of a resource. */
    public static Needs write(Resource resource, Of of) {
        return new Needs(Kind.ALL, List.of(new Right(resource, Level.WRITE, of)));
    }

    /** To read rows: those are left out whose resources, all of them, the caller may not read. */
    public static Needs rows(Resource... resources) {
        return new Needs(
                Kind.ROWS,
                Stream.of(resources)
                        .map(resource -> new Right(resource, Level.READ, Of.ROW))
                        .toList());
    }

    /** These and others. */
    public Needs and(Needs others) {
        return new Needs(
                kind, Stream.concat(rights.stream(), others.rights.stream()).toList());
    }

    @Override
    public String toString() {
        return switch (kind) {
            case NOTHING -> "nothing";
            case TOKEN -> "a valid token";
            case ALL -> shown();
            case ROWS -> "of the rows: " + shown();
        };
    }

    private String shown() {
        return rights.stream().map(Right::toString).collect(Collectors.joining(", "));
    }
}
