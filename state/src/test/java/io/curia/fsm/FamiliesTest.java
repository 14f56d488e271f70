package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.curia.fsm.kv.KvFamily;
import io.curia.fsm.standard.StandardFsm;
import io.curia.memdb.Table;
import io.curia.state.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tells whoever adds a command or a table what they forgot. */
class FamiliesTest {
    private static final List<CommandFamily> FAMILIES = StandardFsm.families();

    @Test
    void everyTypeInTheLogIsACommandOfOneFamily() {
        assertThat(commands(FAMILIES))
                .as("types of EntryType that are commands, and those that families apply")
                .containsExactlyInAnyOrderElementsOf(types(EntryType::isCommand));
    }

    @Test
    void everyTypeInSnapshotsHasRecordsOfOneFamily() {
        assertThat(records(FAMILIES).map(SnapshotRecords::type))
                .as("types of EntryType that are records, and those that families read")
                .containsExactlyInAnyOrderElementsOf(types(EntryType::isRecord));
    }

    /** A table that no family knows would not be in the snapshots. */
    @Test
    void everyTableHasRecordsOrIsDerived() {
        var kept = new ArrayList<String>();
        records(FAMILIES).forEach(each -> each.tables().forEach(table -> kept.add(table.name())));
        FAMILIES.forEach(family -> family.derived().forEach(table -> kept.add(table.name())));
        assertThat(kept)
                .as("tables of the schema, and those that families have records for or derive")
                .containsExactlyInAnyOrderElementsOf(
                        Schema.tables().stream().map(Table::name).toList());
    }

    @Test
    void numbersAndPlacesAreTakenOnce() {
        assertThat(EntryType.values()).extracting(EntryType::number).doesNotHaveDuplicates();
        assertThat(types(EntryType::isWritten)).extracting(EntryType::order).doesNotHaveDuplicates();
        for (var type : EntryType.values()) {
            assertThat(type.number()).isBetween(0, 127);
            assertThat(EntryType.of(type.number())).isSameAs(type);
        }
        assertThat(IntStream.of(-1, 37, 43, 127, 128, 255).mapToObj(EntryType::of))
                .containsOnlyNulls();
    }

    @Test
    void namesAreThoseOfConsul() {
        assertThat(EntryType.nameOf(2)).isEqualTo("KVS");
        assertThat(EntryType.nameOf(42)).isEqualTo("Resource");
        assertThat(EntryType.isNamed(41)).isFalse();
        assertThat(EntryType.nameOf(41)).isEqualTo("Unknown(41)");
        assertThat(EntryType.nameOf(112)).isEqualTo("Unknown(112)");
        assertThat(EntryType.nameOf(200)).isEqualTo("Unknown(200)");
    }

    @Test
    void twoClaimsForOneTypeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fsm(List.of(new KvFamily(), new KvFamily()), Runnable::run))
                .withMessageContaining("two handlers for type KVS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fsm(List.of(new KvFamily(), new OnlyRecords()), Runnable::run))
                .withMessageContaining("two kinds of records for type KVS");
    }

    /** The records of the keys once more. */
    private static final class OnlyRecords implements CommandFamily {
        @Override
        public List<CommandHandler<?>> commands() {
            return List.of();
        }

        @Override
        public List<SnapshotRecords> records() {
            return new KvFamily().records();
        }
    }

    private static Stream<EntryType> commands(List<CommandFamily> families) {
        return families.stream().flatMap(family -> family.commands().stream()).map(CommandHandler::type);
    }

    private static Stream<SnapshotRecords> records(List<CommandFamily> families) {
        return families.stream().flatMap(family -> family.records().stream());
    }

    private static List<EntryType> types(Predicate<EntryType> wanted) {
        return Arrays.stream(EntryType.values()).filter(wanted).toList();
    }
}
