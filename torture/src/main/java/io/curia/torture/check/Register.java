package io.curia.torture.check;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Outcome;
import java.util.Objects;

/** One key, as a sequential machine: its state is the value, null while there is none. Values are written once each. */
final class Register {
    private Register() {}

    /** Where an operation leads. */
    sealed interface Step {
        /** It cannot have happened in that state. */
        record Impossible() implements Step {}

        /** It can, and this is the value then. */
        record To(String value) implements Step {}
    }

    private static final Step IMPOSSIBLE = new Step.Impossible();

    static Step apply(String state, Operation operation) {
        return switch (operation.kind()) {
            case WRITE, WRITE_PAIR -> new Step.To(operation.input());
            case READ, CONSISTENT_READ, READ_PAIR, WATCH ->
                Objects.equals(state, operation.output()) ? new Step.To(state) : IMPOSSIBLE;
            case CAS -> compareAndSet(state, operation);
            default -> throw new IllegalArgumentException(operation.kind() + " is nothing that a register does");
        };
    }

    private static Step compareAndSet(String state, Operation operation) {
        var input = operation.input();
        int arrow = input.indexOf('>');
        var matches = Objects.equals(Objects.requireNonNullElse(state, ""), input.substring(0, arrow));
        return switch (operation.outcome()) {
            case DONE -> compared(state, matches, operation);
            case REFUSED -> new Step.To(state);
            case UNKNOWN -> new Step.To(matches ? input.substring(arrow + 1) : state);
        };
    }

    private static Step compared(String state, boolean matches, Operation operation) {
        if (matches != Boolean.parseBoolean(operation.output())) {
            return IMPOSSIBLE;
        }
        return new Step.To(
                matches ? operation.input().substring(operation.input().indexOf('>') + 1) : state);
    }

    /** Whether the operation says anything of the state, or may have changed it. */
    static boolean counts(Operation operation) {
        return switch (operation.kind()) {
            case WRITE, WRITE_PAIR, CAS -> operation.outcome() != Outcome.REFUSED;
            case READ, CONSISTENT_READ, READ_PAIR -> operation.outcome() == Outcome.DONE;
            default -> false;
        };
    }
}
