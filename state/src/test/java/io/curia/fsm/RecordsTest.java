package io.curia.fsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.curia.fsm.config.ConfigEntryCommand;
import io.curia.model.AclLink;
import io.curia.model.ConfigEntry;
import io.curia.model.IndexEntry;
import io.curia.state.AclBootstrap;
import io.curia.state.AclTables;
import io.curia.state.AclTokens;
import io.curia.state.ConfigEntries;
import io.curia.state.GatewayServices;
import io.curia.state.Indexes;
import io.curia.state.Intentions;
import io.curia.state.LegacyIntentions;
import io.curia.state.Usage;
import io.curia.state.VirtualIpTables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records as other servers write them. */
class RecordsTest {
    private static final int ENVELOPE = 24;
    private static final String HEADER = "81a94c617374496e6465781d";
    private static final String CHUNKS = "1d81a84368756e6b4d617080";

    private static final String ACL =
            "0486ab437265617465496e64657805a24944a6733363726574ab4d6f64696679496e64657809a44e616d65a3"
                    + "6f6c64a552756c6573a0a454797065aa6d616e6167656d656e74";

    private static final String BOOTSTRAP =
            "0b83ae416c6c6f77426f6f747374726170c2ab437265617465496e64657803ab4d6f64696679496e64657807";

    private static final String INTENTION =
            "0cde0010a6416374696f6ea5616c6c6f77ab437265617465496e64657807a9437265617465644174af010000"
                    + "000ee29671010b1c2101ffffab4465736372697074696f6ea0ad44657374696e6174696f6e4e53a764656661"
                    + "756c74af44657374696e6174696f6e4e616d65a26462a448617368c0a24944da002435643266316333652d31"
                    + "3131312d343232322d383333332d343434343535353530303031a44d65746181a161a162ab4d6f6469667949"
                    + "6e64657808ab5065726d697373696f6e73c0aa507265636564656e636509a8536f757263654e53a764656661"
                    + "756c74aa536f757263654e616d65a3776562aa536f7572636554797065a6636f6e73756ca955706461746564"
                    + "4174af010000000ee29671010b1c2101ffff";

    private static final String INTENTION_WITH_DEFAULT =
            "0cde0012a6416374696f6ea464656e79ab437265617465496e64657807a9437265617465644174af01000000"
                    + "0ee29671010b1c2101ffffab44656661756c7441646472a161ab44656661756c74506f727450ab4465736372"
                    + "697074696f6ea0ad44657374696e6174696f6e4e53a764656661756c74af44657374696e6174696f6e4e616d"
                    + "65a26462a448617368a168a24944da002435643266316333652d313131312d343232322d383333332d343434"
                    + "343535353530303032a44d65746180ab4d6f64696679496e64657808ab5065726d697373696f6e73c0aa5072"
                    + "65636564656e636508a8536f757263654e53a764656661756c74aa536f757263654e616d65a12aaa536f7572"
                    + "636554797065a6636f6e73756ca9557064617465644174af010000000ee29671010b1c2101ffff";

    private static final String PROXY_DEFAULTS =
            "16da0102ae70726f78792d64656661756c747384aa4461746163656e746572a0a5456e747279da00d28aa643"
                    + "6f6e66696783a161cb3ff8000000000000a16292c081a163c3a870726f746f636f6ca468747470ab43726561"
                    + "7465496e64657805a64578706f736582a6436865636b73c2a55061746873c0a44b696e64ae70726f78792d64"
                    + "656661756c7473ab4d6573684761746577617981a44d6f6465a0a44d657461c0a44d6f6465a0ab4d6f646966"
                    + "79496e64657806a44e616d65a6676c6f62616cb05472616e73706172656e7450726f787982ae4469616c6564"
                    + "4469726563746c79c2b44f7574626f756e644c697374656e6572506f727400a24f70a0a5546f6b656ea0";

    private static final String SPLITTER =
            "16da00a8b0736572766963652d73706c697474657284aa4461746163656e746572a0a5456e74727986ab4372"
                    + "65617465496e64657805a44b696e64b0736572766963652d73706c6974746572a44d65746180ab4d6f646966"
                    + "79496e646578ccc8a44e616d65a3776562a653706c6974739184a94e616d657370616365a0a7536572766963"
                    + "65a0ad53657276696365537562736574a0a6576569676874ca42c70000a24f70a0a5546f6b656ea0";

    private static final String MESH =
            "16da006ca46d65736884aa4461746163656e746572a0a5456e74727984ab437265617465496e64657805a44d"
                    + "657461c0ab4d6f64696679496e64657806b05472616e73706172656e7450726f787981b44d65736844657374"
                    + "696e6174696f6e734f6e6c79c3a24f70a0a5546f6b656ea0";

    private static final String INTENTIONS =
            "16da01c5b2736572766963652d696e74656e74696f6e7384aa4461746163656e746572a0a5456e74727986ab"
                    + "437265617465496e64657805a44b696e64b2736572766963652d696e74656e74696f6e73a44d657461c0ab4d"
                    + "6f64696679496e64657806a44e616d65a26462a7536f7572636573928aa6416374696f6ea5616c6c6f77ab44"
                    + "65736372697074696f6ea0b04c656761637943726561746554696d65af010000000ee29671010b1c2101ffff"
                    + "a84c65676163794944da002435643266316333652d313131312d343232322d383333332d3434343435353535"
                    + "30303033aa4c65676163794d65746180b04c656761637955706461746554696d65af010000000ee29671010b"
                    + "1c2101ffffa44e616d65a3776562ab5065726d697373696f6e73c0aa507265636564656e636509a454797065"
                    + "a6636f6e73756c8aa6416374696f6ea5616c6c6f77ab4465736372697074696f6ea0b04c6567616379437265"
                    + "61746554696d65c0a84c65676163794944a0aa4c65676163794d657461c0b04c656761637955706461746554"
                    + "696d65c0a44e616d65a3617069ab5065726d697373696f6e73c0aa507265636564656e636509a454797065a6"
                    + "636f6e73756ca24f70a0a5546f6b656ea0";

    private static final String OF_NEWER_KIND =
            "16da0069ac6a77742d70726f766964657284aa4461746163656e746572a0a5456e74727985ab437265617465"
                    + "496e64657805a6497373756572a26d65a44b696e64ac6a77742d70726f7669646572ab4d6f64696679496e64"
                    + "657806a44e616d65a170a24f70a0a5546f6b656ea0";

    private static final String WITH_NEWER_FIELD =
            "16da0076a46d65736884aa4461746163656e746572a0a5456e74727985ab437265617465496e64657805a448"
                    + "54545081a1589101a44d657461c0ab4d6f64696679496e64657806b05472616e73706172656e7450726f7879"
                    + "81b44d65736844657374696e6174696f6e734f6e6c79c2a24f70a0a5546f6b656ea0";

    private static final String OLD_VIRTUAL_IP =
            "2084ab437265617465496e64657805a24950a4f0000001ab4d6f64696679496e64657805a753657276696365"
                    + "81a44e616d65a3776562";

    private static final String VIRTUAL_IP =
            "2085ab437265617465496e64657805a24950a400000001a94d616e75616c495073c0ab4d6f64696679496e64"
                    + "657805a75365727669636582a450656572a170ab536572766963654e616d6581a44e616d65a3776562";

    private static final String FREE_IP = "2182a24950a400000002a94973436f756e746572c3";

    private static final String FEDERATION =
            "1e84aa4461746163656e746572a0a24f70a6757073657274a5537461746586ab437265617465496e64657804"
                    + "aa4461746163656e746572a3646331ac4d65736847617465776179739182a6436865636b73c0a44e6f646581"
                    + "a44e6f6465a16eab4d6f64696679496e64657804b25072696d6172794d6f64696679496e64657804a9557064"
                    + "617465644174af010000000ee29671010b1c2101ffffa5546f6b656ea0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                INTENTION,
                INTENTION_WITH_DEFAULT,
                PROXY_DEFAULTS,
                SPLITTER,
                MESH,
                INTENTIONS,
                OF_NEWER_KIND,
                WITH_NEWER_FIELD,
                OLD_VIRTUAL_IP,
                VIRTUAL_IP,
                FREE_IP,
                FEDERATION
            })
    void comesBackByteByByte(String hex) throws IOException {
        assertThat(records(restored(hex))).startsWith(hex);
    }

    @Test
    void allStandTogetherInTheOrderOfTheirTypes() throws IOException {
        var fsm = restored(FEDERATION + SPLITTER + PROXY_DEFAULTS + INTENTION + FREE_IP + VIRTUAL_IP);
        assertThat(records(fsm)).startsWith(VIRTUAL_IP + FREE_IP + INTENTION + PROXY_DEFAULTS + SPLITTER + FEDERATION);
        var txn = fsm.store().read();
        assertThat(Indexes.all(txn))
                .containsExactly(
                        new IndexEntry("config-entries", 200),
                        new IndexEntry("connect-intentions", 8),
                        new IndexEntry("federation-states", 4));
        assertThat(Usage.count(txn, "config-entries-service-splitter")).isEqualTo(1);
        assertThat(txn.scan(VirtualIpTables.SERVICE_IPS, null)).singleElement().satisfies(ip -> {
            assertThat(ip.service()).isEqualTo("web");
            assertThat(ip.peer()).isEqualTo("p");
        });
    }

    @Test
    void aTokenOfBeforeBecomesOneOfToday() throws IOException {
        var fsm = restored(ACL);
        var token = AclTokens.bySecret(fsm.store().read(), "s3cret", null);
        assertThat(token.index()).isEqualTo(9);
        assertThat(token.value().description()).isEqualTo("old");
        assertThat(token.value().hash().length()).isEqualTo(32);
        assertThat(fsm.store()
                        .read()
                        .scan(AclTables.TOKENS, null)
                        .iterator()
                        .next()
                        .policies())
                .containsExactly(new AclLink("00000000-0000-0000-0000-000000000001", "global-management"));
        assertThat(records(fsm)).startsWith("11de0011");
    }

    @Test
    void theBootstrapOfBeforeIsARowOfTheIndexTable() throws IOException {
        assertThat(AclBootstrap.lastIndex(restored(BOOTSTRAP).store().read(), null))
                .isEqualTo(7);
    }

    @Test
    void intentionsOfBeforeAreListedUntilTheyAreMigrated() throws IOException {
        var txn = restored(INTENTION + INTENTION_WITH_DEFAULT).store().read();
        assertThat(LegacyIntentions.inUse(txn, null)).isTrue();
        assertThat(Intentions.list(txn, null).value())
                .extracting(each -> each.sourceName() + each.precedence())
                .containsExactly("web9", "*8");
    }

    @Test
    void intentionsAreFoundByTheIdsTheyHad() throws IOException {
        var txn = restored(INTENTIONS).store().read();
        var found = Intentions.get(txn, "5d2f1c3e-1111-4222-8333-444455550003", null);
        assertThat(found.index()).isEqualTo(6);
        assertThat(found.value().sourceName()).isEqualTo("web");
        assertThat(found.value().createdAt().nano()).isEqualTo(0x0b1c2101);
    }

    @Test
    void indexesOfNewerServersCountForTheirOwnCluster() throws IOException {
        var nodes = index("peer.~local:nodes", 9);
        assertThat(Indexes.get(restored(nodes).store().read(), "nodes", null)).isEqualTo(9);
        assertThat(Indexes.get(restored(nodes + index("nodes", 7)).store().read(), "nodes", null))
                .isEqualTo(9);
        var larger = restored(index("nodes", 11) + nodes).store().read();
        assertThat(Indexes.get(larger, "nodes", null)).isEqualTo(11);
        assertThat(Indexes.get(larger, "peer.~local:nodes", null)).isEqualTo(9);
    }

    @Test
    void whatGatewaysServeIsDerivedButItsIndexIsAsRecorded() throws IOException {
        var gateway = ConfigEntry.of("terminating-gateway", "gw", Map.of("Services", List.of(Map.of("Name", "a"))));
        var fsm = Fsms.create();
        fsm.apply(5, ConfigEntryCommand.of("upsert", gateway).encode());
        fsm.apply(6, ConfigEntryCommand.of("delete", gateway).encode());
        fsm.apply(7, ConfigEntryCommand.of("upsert", gateway).encode());
        var restored = Fsms.restored(Fsms.captured(fsm)).store().read();
        assertThat(GatewayServices.ofGateway(restored, "gw", null))
                .isEqualTo(GatewayServices.ofGateway(fsm.store().read(), "gw", null));
        assertThat(ConfigEntries.get(restored, "terminating-gateway", "gw", null)
                        .value())
                .isEqualTo(gateway.withIndexes(7, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "16c0",
                "1600",
                "16a0",
                "16a1a0",
                "16a5a46d657368",
                "16a7a46d65736880c0",
                "20c0",
                "2080",
                "2081a753657276696365a0",
                "2180",
                "1e80",
                "2780",
                "4080"
            })
    void whatIsNoRecordIsRefused(String hex) {
        assertThatIOException().isThrownBy(() -> restored(hex));
    }

    private static Fsm restored(String hex) throws IOException {
        var envelope = Arrays.copyOf(Fsms.captured(Fsms.create()), ENVELOPE);
        var fsm = Fsms.create();
        fsm.restore(new ByteArrayInputStream(
                HexFormat.of().parseHex(HexFormat.of().formatHex(envelope) + HEADER + hex + CHUNKS)));
        return fsm;
    }

    /** What is between the header and the rows of the index table, and these. */
    private static String records(Fsm fsm) throws IOException {
        var bytes = Fsms.captured(fsm);
        var hex = HexFormat.of().formatHex(bytes, ENVELOPE, bytes.length);
        // The header ends with its number, which takes one byte or two.
        int header = HEADER.length() - 2;
        return hex.substring(header + (hex.startsWith("cc", header) ? 4 : 2));
    }

    private static String index(String key, int value) {
        var name = HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
        return "1082a34b6579" + Integer.toHexString(0xa0 + key.length()) + name + "a556616c7565"
                + HexFormat.of().toHexDigits((byte) value);
    }
}
