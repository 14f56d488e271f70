package io.curia.raft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogBatchTest {
    private static final long FIRST = 1_000_000_000_007L;
    private static final int COUNT = 9;

    private static byte[] payload(long index) {
        var payload = new byte[(int) (index % 5) * 7];
        Arrays.fill(payload, (byte) index);
        return payload;
    }

    private static byte[] batch() {
        List<byte[]> records = new ArrayList<>();
        for (long index = FIRST; index < FIRST + COUNT; index++) {
            records.add(
                    LogRecord.encode(index, 3, index % 2 == 0 ? EntryKind.COMMAND : EntryKind.ENGINE, payload(index)));
        }
        return LogBatch.encode(FIRST, records);
    }

    private static void assertHolds(byte[] batch, int count) {
        assertThat(LogBatch.last(FIRST, batch)).isEqualTo(FIRST + count - 1);
        for (long index = FIRST; index < FIRST + count; index++) {
            var entry = LogBatch.entry(FIRST, batch, index);
            assertThat(entry.index()).isEqualTo(index);
            assertThat(entry.term()).isEqualTo(3);
            assertThat(entry.isCommand()).isEqualTo(index % 2 == 0);
            assertThat(entry.payload()).isEqualTo(payload(index));
        }
        assertThat(LogBatch.entry(FIRST, batch, FIRST - 1)).isNull();
        assertThat(LogBatch.entry(FIRST, batch, FIRST + count)).isNull();
        assertThat(LogBatch.entry(FIRST, batch, Long.MAX_VALUE)).isNull();
    }

    @Test
    void holdsItsEntriesAndNoOthers() {
        assertHolds(batch(), COUNT);
    }

    @Test
    void aVersionBeforeReadsABatchUnlessSomethingNewIsInIt() {
        assertThat(batch()[0]).isEqualTo((byte) 1);

        var ours = LogRecord.encode(FIRST, 3, EntryKind.COMMAND, payload(FIRST));
        var voters = LogRecord.encode(FIRST + 1, 3, EntryKind.VOTERS, payload(FIRST + 1));
        var mixed = LogBatch.encode(FIRST, List.of(ours, voters));

        assertThat(mixed[0]).isEqualTo((byte) 2);
        assertThat(LogBatch.entry(FIRST, mixed, FIRST + 1).isCommand()).isFalse();
    }

    @Test
    void canBeCutBeforeEachOfThem() {
        for (int kept = 1; kept < COUNT; kept++) {
            assertHolds(LogBatch.cut(FIRST, batch(), FIRST + kept), kept);
        }
    }

    private static void readAll(byte[] batch) {
        long last = LogBatch.last(FIRST, batch);
        for (long index = FIRST; index <= last; index++) {
            LogBatch.entry(FIRST, batch, index);
        }
    }

    @Test
    void everyBitThatDecaysIsNoticed() {
        for (int at = 0; at < batch().length * 8; at++) {
            var decayed = batch();
            decayed[at / 8] ^= (byte) (1 << at % 8);
            assertThatThrownBy(() -> readAll(decayed))
                    .as("bit %d", at)
                    .isInstanceOfAny(IllegalArgumentException.class, Formats.NewerFormatException.class);
        }
    }

    @Test
    void oneThatIsCutShortIsNoticed() {
        for (int length = 0; length < batch().length; length++) {
            var torn = Arrays.copyOf(batch(), length);
            assertThatThrownBy(() -> readAll(torn)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void underAnotherIndexItIsRefused() {
        assertThatThrownBy(() -> LogBatch.entry(FIRST + 1, batch(), FIRST + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stands in the place of");
    }
}
