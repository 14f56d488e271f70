package io.curia.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.torture.history.Operation;
import io.curia.torture.history.Operation.Kind;
import io.curia.torture.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
    private static Operation operation(Kind kind, String input, String output, long start, long end) {
        return new Operation(0, "server-1#1", kind, "k", input, start, end, Outcome.DONE, output, 0);
    }

    private static Operation write(String value, long start, long end) {
        return operation(Kind.WRITE, value, null, start, end);
    }

    private static Operation read(String value, long start, long end) {
        return operation(Kind.READ, "", value, start, end);
    }

    private static Operation cas(String expected, String value, boolean matched, long start, long end) {
        return operation(Kind.CAS, expected + ">" + value, Boolean.toString(matched), start, end);
    }

    @Test
    void acceptsAReadThatOverlapsTheWriteItDidNotSee() {
        assertThat(Linearizability.check(List.of(write("a", 0, 10), read(null, 5, 15), read("a", 16, 17))))
                .isEmpty();
    }

    @Test
    void namesAReadOfWhatWasOverwrittenBefore() {
        var violations = Linearizability.check(
                List.of(write("a", 0, 10), write("b", 11, 20), read("a", 21, 30), read("b", 31, 40)));

        assertThat(violations).singleElement().satisfies(violation -> {
            assertThat(violation.text()).contains("READ").contains("got a");
            assertThat(violation.window()).hasSize(3);
        });
    }

    @Test
    void namesAReadThatGoesBackBehindAnother() {
        assertThat(Linearizability.check(List.of(write("a", 0, 100), read("a", 10, 20), read(null, 30, 40))))
                .hasSize(1);
    }

    @Test
    void anUncertainWriteMayHappenLateOrNever() {
        var uncertain = write("a", 0, 10).unanswered();

        assertThat(Linearizability.check(List.of(uncertain, read(null, 20, 30))))
                .isEmpty();
        assertThat(Linearizability.check(List.of(uncertain, read(null, 20, 30), read("a", 40, 50))))
                .isEmpty();
        assertThat(Linearizability.check(List.of(uncertain, read(null, 20, 30), read("a", 40, 50), read(null, 60, 70))))
                .hasSize(1);
    }

    @Test
    void namesAnAcknowledgedWriteThatIsLost() {
        assertThat(Linearizability.check(List.of(write("a", 0, 10), read(null, 20, 30))))
                .hasSize(1);
    }

    @Test
    void namesTwoCheckAndSetsThatWonAgainstTheSameValue() {
        assertThat(Linearizability.check(
                        List.of(write("a", 0, 10), cas("a", "b", true, 11, 20), cas("a", "c", true, 11, 20))))
                .hasSize(1);
        assertThat(Linearizability.check(
                        List.of(write("a", 0, 10), cas("a", "b", true, 11, 20), cas("a", "c", false, 11, 20))))
                .isEmpty();
    }

    @Test
    void aRestoreBringsBackWhatWasThereWhenTheArchiveWasSaved() {
        var history = List.of(
                write("a", 0, 10),
                operation(Kind.SAVE, "archive", null, 11, 20),
                write("b", 21, 30),
                operation(Kind.RESTORE, "archive", null, 31, 50));

        assertThat(Linearizability.check(with(history, read("a", 60, 70)))).isEmpty();
        assertThat(Linearizability.check(with(history, read("b", 40, 45), read("a", 60, 70))))
                .isEmpty();
        assertThat(Linearizability.check(with(history, read("b", 60, 70)))).hasSize(1);
        assertThat(Linearizability.check(with(history, read("a", 40, 45), read("b", 46, 47))))
                .hasSize(1);
        // its index is another than before
        assertThat(Linearizability.check(with(history, cas("a", "c", false, 60, 70))))
                .isEmpty();
    }

    private static List<Operation> with(List<Operation> history, Operation... more) {
        return Stream.concat(history.stream(), Stream.of(more)).toList();
    }

    @Test
    void aRequestThatWasRefusedSaysNothing() {
        var refused = new Operation(0, "s#1", Kind.WRITE, "k", "a", 0, 10, Outcome.REFUSED, null, 0);

        assertThat(Linearizability.check(List.of(refused, read(null, 20, 30)))).isEmpty();
        assertThat(Linearizability.check(List.of(refused, read("a", 20, 30)))).hasSize(1);
    }

    /** What a register that does one thing at a time shows, each at a moment within its operation, is accepted. */
    @Property(tries = 300)
    void acceptsWhatARegisterDoes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) {
        assertThat(Linearizability.check(simulated(new Random(seed), count))).isEmpty();
    }

    /** The search agrees with trying all orders. */
    @Property(tries = 500)
    void agreesWithTryingEveryOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int count) {
        var random = new Random(seed);
        var history = new ArrayList<>(simulated(random, count));
        int changed = random.nextInt(history.size());
        var operation = history.get(changed);
        if (operation.kind() == Kind.READ) {
            history.set(changed, read("v" + random.nextInt(count), operation.startNs(), operation.endNs()));
        }

        assertThat(Linearizability.isLinearizable(history)).isEqualTo(hasOrder(history, Register.State.INITIAL));
    }

    private static List<Operation> simulated(Random random, int count) {
        var history = new ArrayList<Operation>();
        String state = null;
        String saved = null;
        boolean hasArchive = false;
        for (int i = 0; i < count; i++) {
            long moment = 100L * i;
            long start = moment - random.nextInt(300);
            long end = moment + random.nextInt(300);
            var value = "v" + i;
            switch (random.nextInt(6)) {
                case 0 -> {
                    history.add(write(value, start, end));
                    state = value;
                }
                case 1 -> {
                    var expected = random.nextBoolean() ? Objects.requireNonNullElse(state, "") : "v0";
                    var matches = Objects.requireNonNullElse(state, "").equals(expected);
                    history.add(cas(expected, value, matches, start, end));
                    state = matches ? value : state;
                }
                case 2 -> {
                    history.add(write(value, start, end).unanswered());
                    state = random.nextBoolean() ? value : state;
                }
                case 3 -> {
                    if (hasArchive) {
                        history.add(operation(Kind.RESTORE, "archive", null, start, end));
                        state = saved;
                    } else {
                        history.add(operation(Kind.SAVE, "archive", null, start, end));
                        saved = state;
                        hasArchive = true;
                    }
                }
                default -> history.add(read(state, start, end));
            }
        }
        return history;
    }

    private static boolean hasOrder(List<Operation> left, Register.State state) {
        if (left.stream().allMatch(operation -> operation.outcome() == Outcome.UNKNOWN)) {
            return true;
        }
        long firstEnd = left.stream()
                .filter(operation -> operation.outcome() != Outcome.UNKNOWN)
                .mapToLong(Operation::endNs)
                .min()
                .orElseThrow();
        for (var next : left) {
            if (next.startNs() <= firstEnd && Register.apply(state, next) instanceof Register.Step.To to) {
                var rest = new ArrayList<>(left);
                rest.remove(next);
                if (hasOrder(rest, to.state())) {
                    return true;
                }
            }
        }
        return false;
    }
}
