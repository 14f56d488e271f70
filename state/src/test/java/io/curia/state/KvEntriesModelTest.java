package io.curia.state;

import static io.curia.state.StoreFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.Tombstone;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any sequence of operations answers, and leaves behind, what the model says. */
class KvEntriesModelTest {
    private static final List<String> KEYS = List.of("a", "a/", "a/b", "a/b/c", "ab", "b", "b/c");
    private static final List<String> READ = List.of("a", "a/", "a/b", "a/b/c", "ab", "b", "b/c", "z");

    @Property(tries = 500)
    void behavesLikeItsModel(@ForAll("steps") List<Step> steps) {
        var kv = new StoreFixture();
        var model = new KvModel();
        long index = 10;
        for (var step : steps) {
            index += 1 + step.seed() % 3;
            long expected = step.seed() % 2 == 0 ? model.modifyIndex(step.key()) : step.seed();
            boolean answer = apply(kv, step, index, expected);
            assertThat(answer)
                    .as("%s at %d, expecting %d", step, index, expected)
                    .isEqualTo(apply(model, step, index, expected));
            compare(kv, model);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Op.class),
                        Arbitraries.of(KEYS),
                        Arbitraries.of("", "1", "2"),
                        Arbitraries.of(StoreFixture.SESSION, StoreFixture.OTHER_SESSION),
                        Arbitraries.integers().between(0, 60))
                .as(Step::new)
                .list()
                .ofMaxSize(50);
    }

    private static boolean apply(StoreFixture kv, Step step, long index, long expected) {
        switch (step.op()) {
            case SET -> kv.set(index, step.key(), step.value());
            case DELETE -> kv.delete(index, step.key());
            case DELETE_TREE -> kv.deleteTree(index, step.prefix());
            case REAP -> kv.reap(expected);
            case CAS -> {
                return kv.cas(index, step.key(), step.value(), expected);
            }
            case DELETE_CAS -> {
                return kv.deleteCas(index, step.key(), expected);
            }
            case LOCK -> {
                return kv.acquire(index, step.key(), step.value(), step.session());
            }
            case UNLOCK -> {
                return kv.unlock(index, step.key(), step.value(), step.session());
            }
        }
        return true;
    }

    private static boolean apply(KvModel model, Step step, long index, long expected) {
        return switch (step.op()) {
            case SET -> model.set(index, step.key(), step.value());
            case CAS -> model.cas(index, step.key(), step.value(), expected);
            case DELETE -> model.delete(index, step.key());
            case DELETE_CAS -> model.deleteCas(index, step.key(), expected);
            case DELETE_TREE -> model.deleteTree(index, step.prefix());
            case LOCK -> model.lock(index, step.key(), step.value(), step.session());
            case UNLOCK -> model.unlock(index, step.key(), step.value(), step.session());
            case REAP -> model.reap(expected);
        };
    }

    private static void compare(StoreFixture kv, KvModel model) {
        assertThat(kv.store.read().scan(KvTables.KVS, null)).containsExactlyElementsOf(model.rows.values());
        assertThat(Tombstones.all(kv.store.read()))
                .containsExactlyElementsOf(model.tombstones.entrySet().stream()
                        .map(stone -> new Tombstone(stone.getKey(), stone.getValue()))
                        .toList());
        assertThat(kv.index("kvs")).isEqualTo(model.kvsIndex);
        assertThat(kv.index("tombstones")).isEqualTo(model.tombstonesIndex);
        assertThat(kv.list("")).isEqualTo(model.list(bytes("")));
        for (var key : READ) {
            assertThat(kv.list(key)).isEqualTo(model.list(bytes(key)));
            assertThat(kv.get(key)).isEqualTo(model.get(bytes(key)));
        }
    }

    private enum Op {
        SET,
        CAS,
        DELETE,
        DELETE_CAS,
        DELETE_TREE,
        LOCK,
        UNLOCK,
        REAP
    }

    private record Step(Op op, String key, String value, String session, int seed) {
        String prefix() {
            return key.substring(0, seed % (key.length() + 1));
        }
    }
}
