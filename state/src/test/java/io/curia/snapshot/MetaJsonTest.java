package io.curia.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaJsonTest {
    private static final ArchiveMeta ZERO = new ArchiveMeta(0, "", 0, 0, "", List.of(), 0, 0);

    private static ArchiveMeta read(String json) throws ArchiveException {
        return MetaJson.read(json.getBytes(UTF_8));
    }

    @Test
    void everyFieldIsRead() throws ArchiveException {
        assertThat(MetaJson.read(MetaJson.write(Archives.META))).isEqualTo(Archives.META);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                " {} \n",
                "{\"Version\":null,\"ID\":null,\"Index\":null,\"Peers\":null,\"Configuration\":null}",
                "{\"Configuration\":{\"Servers\":null}}",
                "{\"Bogus\":{\"Version\":[7]},\"\":true,\"Ver\\u0131\":1,\"V\":1.5e3}",
                "{\"Peers\":\"\",\"Size\":-0}",
            })
    void whatIsAbsentIsZero(String json) throws ArchiveException {
        assertThat(read(json)).isEqualTo(ZERO);
    }

    @Test
    void namesMatchWhateverTheirCaseAndTheLastOfEqualOnesWins() throws ArchiveException {
        assertThat(read("{\"index\":5,\"INDEX\":6}").index()).isEqualTo(6);
        assertThat(read("{\"Index\":6,\"\\u0069ndex\":null}").index()).isEqualTo(6);
        assertThat(read("{\"\u017fize\":7,\"ver\u017fion\":1}"))
                .isEqualTo(new ArchiveMeta(1, "", 0, 0, "", List.of(), 0, 7));
        assertThat(read("{\"\u0131ndex\":5,\"\u0130ndex\":5}")).isEqualTo(ZERO);
        assertThat(read("{\"Configuration\":{\"Servers\":[{\"ID\":\"a\"},null]},\"Configuration\":{}}")
                        .servers())
                .containsExactly(new ArchiveMeta.Server(0, "a", ""), new ArchiveMeta.Server(0, "", ""));
        assertThat(read("{\"Configuration\":{\"Servers\":[{}],\"Servers\":[]}}").servers())
                .isEmpty();
    }

    @Test
    void numbersGoToTheirEnds() throws ArchiveException {
        assertThat(read("{\"Index\":18446744073709551615}").index()).isEqualTo(-1);
        assertThat(read("{\"Size\":-9223372036854775808}").size()).isEqualTo(Long.MIN_VALUE);
        assertThat(read("{\"Version\":-1}").version()).isEqualTo(-1);
    }

    @Test
    void peersAreBase64OrNumbers() throws ArchiveException {
        assertThat(read("{\"Peers\":\"aG\\nk=\"}").peers()).isEqualTo("aGk=");
        assertThat(read("{\"Peers\":[104,105,null,255]}").peers()).isEqualTo("aGkA/w==");
        assertThat(read("{\"Peers\":\"aGk=\",\"Peers\":null}").peers()).isEmpty();
    }

    @Test
    void unknownFieldsMayBeDeep() throws ArchiveException {
        String deep = "[".repeat(9_999) + "]".repeat(9_999);
        assertThat(read("{\"Bogus\":" + deep + ",\"Index\":3}").index()).isEqualTo(3);
        assertThatThrownBy(() -> read("{\"Bogus\":[" + deep + "]}"))
                .hasMessage("invalid character '[' exceeded max depth");
        assertThatThrownBy(() -> read("[".repeat(200_000))).hasMessage("invalid character '[' exceeded max depth");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                          | unexpected end of JSON input
            {"Version":1                | unexpected end of JSON input
            not json                    | invalid character 'o' in literal null (expecting 'u')
            `\ufeff{"Version":1}`       | invalid character '\u00ef' looking for beginning of value
            {"Version":1}x              | invalid character 'x' after top-level value
            {"Index":"x","Term":        | unexpected end of JSON input
            []                          | json: cannot unmarshal array into Go value of type raft.SnapshotMeta
            "x"                         | json: cannot unmarshal string into Go value of type raft.SnapshotMeta
            5                           | json: cannot unmarshal number into Go value of type raft.SnapshotMeta
            true                        | json: cannot unmarshal bool into Go value of type raft.SnapshotMeta
            {"version":1.0}             | json: cannot unmarshal number 1.0 into Go struct field SnapshotMeta.Version of type raft.SnapshotVersion
            {"Version":1e0}             | json: cannot unmarshal number 1e0 into Go struct field SnapshotMeta.Version of type raft.SnapshotVersion
            {"Version":false}           | json: cannot unmarshal bool into Go struct field SnapshotMeta.Version of type raft.SnapshotVersion
            {"ID":5}                    | json: cannot unmarshal number into Go struct field SnapshotMeta.ID of type string
            {"Index":"x"}               | json: cannot unmarshal string into Go struct field SnapshotMeta.Index of type uint64
            {"Index":-1}                | json: cannot unmarshal number -1 into Go struct field SnapshotMeta.Index of type uint64
            {"Index":-0}                | json: cannot unmarshal number -0 into Go struct field SnapshotMeta.Index of type uint64
            {"Term":18446744073709551616} | json: cannot unmarshal number 18446744073709551616 into Go struct field SnapshotMeta.Term of type uint64
            {"Term":{}}                 | json: cannot unmarshal object into Go struct field SnapshotMeta.Term of type uint64
            {"ConfigurationIndex":-1}   | json: cannot unmarshal number -1 into Go struct field SnapshotMeta.ConfigurationIndex of type uint64
            {"Size":9223372036854775808} | json: cannot unmarshal number 9223372036854775808 into Go struct field SnapshotMeta.Size of type int64
            {"Size":[]}                 | json: cannot unmarshal array into Go struct field SnapshotMeta.Size of type int64
            {"Peers":"!!!"}             | illegal base64 data at input byte 0
            {"Peers":5}                 | json: cannot unmarshal number into Go struct field SnapshotMeta.Peers of type []uint8
            {"Peers":[256]}             | json: cannot unmarshal number 256 into Go struct field SnapshotMeta.Peers of type uint8
            {"Peers":["a"]}             | json: cannot unmarshal string into Go struct field SnapshotMeta.Peers of type uint8
            {"Configuration":5}         | json: cannot unmarshal number into Go struct field SnapshotMeta.Configuration of type raft.Configuration
            {"Configuration":{"Servers":5}}  | json: cannot unmarshal number into Go struct field Configuration.Configuration.Servers of type []raft.Server
            {"Configuration":{"Servers":[5]}} | json: cannot unmarshal number into Go struct field Configuration.Configuration.Servers of type raft.Server
            {"Configuration":{"Servers":[{"Suffrage":"0"}]}} | json: cannot unmarshal string into Go struct field Server.Configuration.Servers.Suffrage of type raft.ServerSuffrage
            {"Configuration":{"Servers":[{"ID":5}]}} | json: cannot unmarshal number into Go struct field Server.Configuration.Servers.ID of type raft.ServerID
            {"Configuration":{"Servers":[{"Address":[]}]}} | json: cannot unmarshal array into Go struct field Server.Configuration.Servers.Address of type raft.ServerAddress
            {"Configuration":{"Servers":[{}]},"Size":"5"} | json: cannot unmarshal string into Go struct field SnapshotMeta.Size of type int64
            """)
    void faultsAreToldInTheWordsClientsKnow(String json, String fault) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(fault);
    }

    /** No other exception may come out, whatever is put in. */
    @Property(tries = 5_000)
    void anythingIsReadOrRefused(@ForAll("almostMeta") String json) {
        try {
            assertThat(read(json)).isNotNull();
        } catch (ArchiveException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> almostMeta() {
        Arbitrary<String> name =
                Arbitraries.of("Version", "ID", "Index", "Peers", "Configuration", "Servers", "Size", "x");
        Arbitrary<String> value = Arbitraries.of(
                "1",
                "-1",
                "1.5",
                "1e99",
                "\"\"",
                "\"aGk=\"",
                "\"\\ud800\"",
                "null",
                "true",
                "[]",
                "{}",
                "[1]",
                "[{}]",
                "{\"Servers\":[{\"ID\":\"a\"}]}",
                "{\"Servers\":{}}",
                "[[[[]]]]",
                "{\"ID\":{}}",
                "",
                "}",
                "]");
        return net.jqwik.api.Combinators.combine(name, value)
                .as((n, v) -> "\"" + n + "\":" + v)
                .list()
                .ofMaxSize(4)
                .map(fields -> "{" + String.join(",", fields) + "}");
    }
}
