package io.curia.state;

import static io.curia.state.Entries.defaults;
import static io.curia.state.Entries.external;
import static io.curia.state.Entries.failover;
import static io.curia.state.Entries.ingress;
import static io.curia.state.Entries.intentions;
import static io.curia.state.Entries.proxies;
import static io.curia.state.Entries.redirect;
import static io.curia.state.Entries.router;
import static io.curia.state.Entries.splitter;
import static io.curia.state.Entries.subsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.memdb.WatchSet;
import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigEntriesTest {
    private final CatalogFixture state = new CatalogFixture();

    @Test
    void everyWriteBumpsTheTable() {
        set(5, defaults("web", "http"));
        set(6, defaults("web", "http"));
        set(7, defaults("API", "http"));
        assertThat(ConfigEntries.get(state.read(), "service-defaults", "WEB", null))
                .isEqualTo(new Indexed<>(7, defaults("web", "http").withIndexes(5, 6)));
        assertThat(ConfigEntries.ofKind(state.read(), "service-defaults", null).value())
                .extracting(ConfigEntry::name)
                .containsExactly("API", "web");
        assertThat(Usage.count(state.read(), "config-entries-service-defaults")).isEqualTo(2);
        delete(8, "service-defaults", "nope");
        assertThat(state.index("config-entries")).isEqualTo(7);
        delete(9, "service-defaults", "Web");
        assertThat(state.index("config-entries")).isEqualTo(9);
        assertThat(Usage.count(state.read(), "config-entries-service-defaults")).isEqualTo(1);
    }

    @Test
    void checkedWritesNeedTheRightIndex() {
        assertThat(cas(5, defaults("web", "http").withIndexes(0, 3))).isFalse();
        assertThat(cas(5, defaults("web", "http"))).isTrue();
        assertThat(cas(6, defaults("web", "grpc"))).isFalse();
        assertThat(cas(6, defaults("web", "grpc").withIndexes(0, 5))).isTrue();
        assertThat(deleteCas(7, "web", 5)).isFalse();
        assertThat(deleteCas(7, "web", 6)).isTrue();
        assertThat(deleteCas(8, "web", 0)).isFalse();
        assertThat(state.index("config-entries")).isEqualTo(7);
    }

    @Test
    void anEntryIsWokenForAlone() {
        var watch = new WatchSet();
        ConfigEntries.get(state.read(), "service-defaults", "web", watch);
        set(5, defaults("api", "http"));
        assertThat(StoreFixture.fired(watch)).isFalse();
        set(6, defaults("web", "http"));
        assertThat(StoreFixture.fired(watch)).isTrue();
    }

    @Test
    void routersAndSplittersNeedAProtocolOfRequests() {
        var tcp = "discovery chain \"web\" uses a protocol \"tcp\" that does not permit advanced routing or splitting"
                + " behavior";
        refused(tcp, () -> set(5, router("web", "api")));
        refused(tcp, () -> set(5, splitter("web", "web", "api")));
        set(5, proxies("http"));
        set(6, router("web", "api"));
        set(7, splitter("web", "web", "api"));
        refused(tcp, () -> delete(8, "proxy-defaults", "global"));
        refused(tcp, () -> set(8, proxies("tcp")));
        set(8, proxies("grpc"));
        assertThat(ConfigEntries.protocolOf(state.read(), "web", null)).isEqualTo("grpc");
        assertThat(ConfigEntries.protocolOf(state.read(), "other", null)).isEqualTo("grpc");
    }

    @Test
    void allServicesOfAChainShareAProtocol() {
        set(5, defaults("a", "http"));
        var mixed =
                "discovery chain \"a\" uses inconsistent protocols; service \"b\" has \"tcp\" which is not \"http\"";
        refused(mixed, () -> set(6, router("a", "b")));
        refused(mixed, () -> set(6, splitter("a", "a", "b")));
        refused(mixed, () -> set(6, failover("a", "b")));
        refused(mixed, () -> set(6, redirect("a", "b")));
        set(6, defaults("b", "HTTP"));
        set(7, splitter("a", "a", "b"));
        refused(mixed, () -> delete(8, "service-defaults", "b"));
        refused(
                "discovery chain \"a\" uses inconsistent protocols; service \"b\" has \"grpc\" which is not \"http\"",
                () -> set(8, defaults("b", "grpc")));
        delete(8, "service-splitter", "a");
        delete(9, "service-defaults", "b");
        assertThat(state.index("config-entries")).isEqualTo(9);
    }

    @Test
    void subsetsThatAreReferredToExist() {
        set(5, proxies("http"));
        refused("service \"b\" does not have a subset named \"v1\"", () -> set(6, router("a", "b/v1")));
        set(6, subsets("b", "", "v1", "v2"));
        set(7, router("a", "b/v1"));
        set(8, splitter("c", "b/v2", "b/v1"));
        refused("service \"b\" does not have a subset named \"v1\"", () -> set(9, subsets("b", "v2", "v2")));
        refused("service \"d\" does not have a subset named \"v9\"", () -> set(9, subsets("d", "v9", "v1")));
    }

    @Test
    void redirectsDoNotGoInCircles() {
        set(5, redirect("a", "b"));
        set(6, redirect("b", "c"));
        refused(
                "detected circular resolver redirect: [c.default.dc1 -> a.default.dc1 -> b.default.dc1 ->"
                        + " c.default.dc1]",
                () -> set(7, redirect("c", "a")));
        set(7, redirect("c", "c"));
    }

    @Test
    void splittersDoNotGoInCircles() {
        set(1, proxies("http"));
        set(2, splitter("a", "b", "a"));
        refused(
                "detected circular reference: [splitter:b -> splitter:a -> splitter:b]",
                () -> set(3, splitter("b", "a")));
        set(3, splitter("b", "b", "c"));
    }

    @Test
    void failoverIsNotFollowedFurther() {
        set(1, failover("a", "b", "dc2", "dc3"));
        set(2, failover("b", "a"));
        set(3, failover("c", "c"));
        assertThat(state.index("config-entries")).isEqualTo(3);
    }

    @Test
    void externalServicesAreNotResolved() {
        set(1, external("ext"));
        refused(
                "service \"ext\" has an external SNI set; cannot define subsets for external services",
                () -> set(2, subsets("ext", "", "v1")));
        refused(
                "service \"ext\" has an external SNI set; cannot define failover for external services",
                () -> set(2, failover("ext", "other")));
        set(2, subsets("later", "", "v1"));
        refused(
                "service \"later\" has an external SNI set; cannot define subsets for external services",
                () -> set(3, external("later")));
    }

    @Test
    void listenersOfGatewaysSpeakTheProtocolsOfTheirServices() {
        refused(
                "service \"web\" has protocol \"tcp\", which is incompatible with listener protocol \"http\"",
                () -> set(1, ingress("gw", 80, "http", "web")));
        set(1, defaults("web", "http"));
        set(2, ingress("gw", 80, "http", "web", "*"));
        refused(
                "service \"web\" has protocol \"tcp\", which is incompatible with listener protocol \"http\"",
                () -> delete(3, "service-defaults", "web"));
        refused(
                "service \"web\" has protocol \"http\", which is incompatible with listener protocol \"tcp\"",
                () -> set(3, ingress("tcp", 81, "", "web")));
        set(3, ingress("tcp", 81, "tcp", "plain"));
        set(4, defaults("plain", "http"));
        refused(
                "service \"plain\" has protocol \"http\", which is incompatible with listener protocol \"tcp\"",
                () -> set(5, router("plain", "web")));
    }

    @Test
    void permissionsNeedAProtocolOfRequests() {
        var source = Map.<String, Object>of("Name", "a", "Permissions", List.of(Map.of("Action", "allow")));
        var text = "service \"web\" has protocol \"tcp\", which is incompatible with L7 intentions permissions";
        refused(text, () -> set(1, intentions("web", source)));
        set(1, defaults("web", "http2"));
        set(2, intentions("web", source));
        set(3, intentions("*", source));
        refused(text, () -> set(4, defaults("web", "tcp")));
        refused(text, () -> delete(4, "service-defaults", "web"));
    }

    @Test
    void twoKindsOfGatewayCannotShareAName() {
        set(1, ingress("gw", 80, "tcp", "a"));
        refused(
                "cannot create a \"terminating-gateway\" config entry with name \"gw\", a \"ingress-gateway\" config"
                        + " entry with that name already exists",
                () -> set(2, Entries.terminating("gw", "a")));
    }

    @Test
    void kindsOfNewerVersionsAreKept() {
        var entry = ConfigEntry.of("jwt-provider", "p", Map.of("Issuer", "me", "Hash", 7L));
        set(5, entry);
        assertThat(state.read().scan(ConfigTables.ENTRIES, null)).containsExactly(entry.withIndexes(5, 5));
    }

    @Test
    void thousandsOfSplittersInARowAndManyWaysToOneServiceAreNoBurden() {
        set(1, proxies("http"));
        int length = 3000;
        state.write(2, change -> {
            for (int i = length; i > 0; i--) {
                change.txn().insert(ConfigTables.ENTRIES, splitter("s" + i, "s" + (i + 1), "s" + (i + 2)));
            }
        });
        set(3, splitter("s0", "s1", "s2"));
        assertThat(state.index("config-entries")).isEqualTo(3);
        var text = new ArrayList<String>();
        try {
            set(4, splitter("s" + (length + 1), "s1", "x"));
        } catch (StateException e) {
            text.add(e.getMessage());
        }
        assertThat(text).singleElement().asString().startsWith("detected circular reference: [");
    }

    @Test
    void fieldsOfKnownKindsAreThereAndOfTheirTypes() {
        var entry = defaults("web", "http");
        assertThat(entry.content())
                .containsEntry("ExternalSNI", "")
                .containsEntry("UpstreamConfig", null)
                .containsEntry("MeshGateway", Map.of("Mode", ""));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ConfigEntry.of(ConfigKind.SERVICE_DEFAULTS, "x", Map.of("Protocol", 1L)))
                .withMessage("Protocol: expected a String but found a Long");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ConfigEntry.of(ConfigKind.SERVICE_SPLITTER, "x", Map.of("Splits", "no")));
    }

    private void set(long index, ConfigEntry entry) {
        state.write(index, change -> ConfigEntries.set(change, entry));
    }

    private void delete(long index, String kind, String name) {
        state.write(index, change -> ConfigEntries.delete(change, kind, name));
    }

    private boolean cas(long index, ConfigEntry entry) {
        return state.answered(index, change -> ConfigEntries.cas(change, entry));
    }

    private boolean deleteCas(long index, String name, long expected) {
        return state.answered(index, change -> ConfigEntries.deleteCas(change, "service-defaults", name, expected));
    }

    private static void refused(String message, Runnable write) {
        assertThatExceptionOfType(StateException.class).isThrownBy(write::run).withMessage(message);
    }
}
