package io.curia.memdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of keys: what tests of behaviour alone would not pin down. */
class IndexersTest {
    private static final String UUID = "1a2b3c4d-0000-1111-2222-abcdefABCDEF";

    private static final Indexer<String, String> TEXT = Indexers.string(row -> row);
    private static final Indexer<String, String> ID = Indexers.uuid(row -> row);

    @Test
    void textEndsWithZero() {
        assertThat(keys(TEXT, "aB")).containsExactly("614200");
        assertThat(hex(TEXT.read("aB"))).isEqualTo("614200");
        assertThat(hex(TEXT.prefix("aB"))).isEqualTo("6142");
        assertThat(keys(Indexers.lowerCase((String row) -> row), "\u00c4B")).containsExactly("c3a46200");
    }

    @Test
    void nullAndEmptyTextAreMissingUnlessSaidOtherwise() {
        assertThat(keys(TEXT, "")).isEmpty();
        assertThat(keys(TEXT, null)).isEmpty();
        assertThat(keys(Indexers.stringOrEmpty((String row) -> row), null)).containsExactly("00");
        assertThat(keys(Indexers.lowerCaseOrEmpty((String row) -> row), "")).containsExactly("00");
    }

    @Test
    void aUuidIsSixteenBytes() {
        assertThat(keys(ID, UUID)).containsExactly("1a2b3c4d000011112222abcdefabcdef");
        assertThat(keys(ID, "")).isEmpty();
        assertThat(hex(ID.read(UUID))).isEqualTo("1a2b3c4d000011112222abcdefabcdef");
    }

    @Test
    void aUuidPrefixIsRoundedDownToWholeBytes() {
        assertThat(hex(ID.prefix(""))).isEmpty();
        assertThat(hex(ID.prefix("1"))).isEmpty();
        assertThat(hex(ID.prefix("1a2"))).isEqualTo("1a");
        assertThat(hex(ID.prefix("1a2b3c4d-00"))).isEqualTo("1a2b3c4d00");
        assertThat(hex(ID.prefix("1a2b3c4d-000"))).isEqualTo("1a2b3c4d00");
    }

    @Test
    void malformedUuidsAreRefused() {
        assertThatThrownBy(() -> ID.read("1a2b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("index error: UUID must be 36 characters");
        assertThatThrownBy(() -> ID.read(UUID.replace('-', 'x'))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ID.prefix(UUID + "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ID.prefix("1-2-3-4-5-6")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ID.prefix("1\u0661")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersAndTruthAreFixedLength() {
        assertThat(keys(Indexers.int64((Long row) -> row), 258L)).containsExactly("0000000000000102");
        assertThat(keys(Indexers.int64((Long row) -> row), null)).isEmpty();
        assertThat(keys(Indexers.number(String::length), "abc")).containsExactly("0000000000000003");
        assertThat(keys(Indexers.bool((Boolean row) -> row), true)).containsExactly("01");
        assertThat(keys(Indexers.bool((Boolean row) -> row), null)).isEmpty();
        assertThat(keys(Indexers.conditional(String::isEmpty), "x")).containsExactly("00");
    }

    @Test
    void rawBytesHaveNoEnd() {
        Indexer<byte[], byte[]> raw = Indexers.bytes(row -> row);
        assertThat(keys(raw, new byte[] {1, 0})).containsExactly("0100");
        assertThat(keys(raw, new byte[0])).isEmpty();
        assertThat(hex(raw.prefix(new byte[] {1}))).isEqualTo("01");
    }

    @Test
    void compoundsAreOnePartAfterTheOther() {
        var three = Indexers.compound(TEXT, ID, Indexers.string((String row) -> "end"));
        String expected = hex(TEXT.read(UUID)) + "1a2b3c4d000011112222abcdefabcdef" + "656e6400";
        assertThat(keys(three, UUID)).containsExactly(expected);
        assertThat(hex(three.read(Key3.of(UUID, UUID, "end")))).isEqualTo(expected);
        assertThat(hex(three.prefix(Key3.of("a", null, null)))).isEqualTo("6100");
        assertThat(hex(three.prefix(Key3.of("a", UUID, "e")))).isEqualTo("61001a2b3c4d000011112222abcdefabcdef65");
        assertThat(hex(three.prefix(Key3.of(null, null, null)))).isEmpty();
        assertThatThrownBy(() -> three.prefix(Key3.of(null, UUID, null))).isInstanceOf(IllegalArgumentException.class);
        assertThat(keys(three, null)).isEmpty();
    }

    @Test
    void manyValuedPartsGiveEveryCombination() {
        var both = Indexers.compound(
                Indexers.strings((List<String> row) -> row), Indexers.lowerCases((List<String> row) -> row));
        assertThat(keys(both, List.of("a", "B"))).containsExactly("61006100", "61006200", "42006100", "42006200");
        assertThat(keys(Indexers.uuids((List<String> row) -> row), List.of(UUID, UUID)))
                .hasSize(2);
        assertThat(keys(Indexers.uuids((List<String> row) -> row), null)).isEmpty();
    }

    @Test
    void keysOfFreeLengthInANonUniqueIndexDoNotRunIntoThePrimaryKey() {
        @SuppressWarnings("ArrayRecordComponent") // compared by identity
        record Row(String id, byte[] blob) {}
        Table.Builder<Row> builder = Table.named("blobs");
        builder.uniqueIndex("id", Indexer.<Row, byte[]>of((row, out) -> out.key(utf8(row.id())), key -> key));
        Index<Row, byte[]> blob = builder.index("blob", Indexers.bytes(Row::blob));
        Table<Row> table = builder.build();
        MemDb db = new MemDb(List.of(table));
        Row first = new Row("bc", utf8("a"));
        Row second = new Row("c", utf8("ab"));
        Row third = new Row("d", new byte[] {'a', 0});
        try (WriteTxn txn = db.write()) {
            txn.insert(table, first);
            txn.insert(table, second);
            txn.insert(table, third);
            txn.commit();
        }
        ReadTxn read = db.read();
        assertThat(read.all(blob, utf8("a"), null)).containsExactly(first);
        assertThat(read.all(blob, utf8("ab"), null)).containsExactly(second);
        assertThat(read.all(blob, new byte[] {'a', 0}, null)).containsExactly(third);
        assertThat(read.prefix(blob, utf8("a"), null)).containsExactly(first, third, second);
        assertThat(read.prefix(blob, new byte[] {'a', 0}, null)).containsExactly(third);
    }

    private static <T> List<String> keys(Indexer<T, ?> indexer, T row) {
        List<String> keys = new ArrayList<>();
        indexer.write(row, key -> keys.add(hex(key)));
        return keys;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
