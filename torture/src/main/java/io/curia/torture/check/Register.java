package io.curia.torture.check;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One key, as a sequential machine: its state is the value, null while there is none. Values are written once each. The
 * saving and restoring of the whole state are operations of each key, too.
 */
final class Register {
    private Register() {}

    /**
     * A state.
     *
     * @param value null if there is none
     * @param restored whether an archive put it there; then its index is another than whoever read it before has seen
     * @param saved what archives hold, by their names
     */
    record State(String value, boolean restored, Map<String, String> saved) {
        static final State INITIAL = new State(null, false, Map.of());

        private State with(String newValue) {
            return new State(newValue, false, saved);
        }
    }

    /** Where an operation leads. */
    sealed interface Step {
        /** It cannot have happened in that state. */
        record Impossible() implements Step {}

        /** It can, and this is the state then. */
        record To(State state) implements Step {}
    }

    private static final Step IMPOSSIBLE = new Step.Impossible();

    static Step apply(State state, Operation operation) {
        return switch (operation.kind()) {
            case WRITE, WRITE_PAIR -> new Step.To(state.with(operation.input()));
            case READ, CONSISTENT_READ, READ_PAIR, WATCH ->
                Objects.equals(state.value(), operation.output()) ? new Step.To(state) : IMPOSSIBLE;
            case CAS -> compareAndSet(state, operation);
            case SAVE -> save(state, operation.input());
            case RESTORE ->
                state.saved().containsKey(operation.input())
                        ? new Step.To(new State(state.saved().get(operation.input()), true, state.saved()))
                        : IMPOSSIBLE;
            default -> throw new IllegalArgumentException(operation.kind() + " is nothing that a register does");
        };
    }

    private static Step save(State state, String archive) {
        var saved = new HashMap<>(state.saved());
        saved.put(archive, state.value());
        return new Step.To(new State(state.value(), state.restored(), saved));
    }

    private static Step compareAndSet(State state, Operation operation) {
        var input = operation.input();
        int arrow = input.indexOf('>');
        var matches = Objects.equals(Objects.requireNonNullElse(state.value(), ""), input.substring(0, arrow));
        var written = matches ? state.with(input.substring(arrow + 1)) : state;
        return switch (operation.outcome()) {
            case DONE -> compared(state, matches, written, operation);
            case REFUSED -> new Step.To(state);
            case UNKNOWN -> new Step.To(written);
        };
    }

    private static Step compared(State state, boolean matches, State written, Operation operation) {
        var done = Boolean.parseBoolean(operation.output());
        if (matches == done) {
            return new Step.To(written);
        }
        // the value is the one that was read, but a restore has given it another index
        return matches && state.restored() ? new Step.To(state) : IMPOSSIBLE;
    }

    /** Whether the operation says anything of the state, or may have changed it. */
    static boolean counts(Operation operation) {
        return switch (operation.kind()) {
            case WRITE, WRITE_PAIR, CAS -> operation.outcome() != Outcome.REFUSED;
            case READ, CONSISTENT_READ, READ_PAIR -> operation.outcome() == Outcome.DONE;
            default -> false;
        };
    }

    /** Whether it is an operation of each key. */
    static boolean isOfAllKeys(Operation operation) {
        return switch (operation.kind()) {
            case SAVE -> operation.outcome() == Outcome.DONE;
            case RESTORE -> operation.outcome() != Outcome.REFUSED;
            default -> false;
        };
    }
}
