package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.model.GoTime;
import io.curia.model.Intention;
import io.curia.model.IntentionMutation;
import io.curia.model.IntentionPrecedence;
import io.curia.model.SystemMetadataEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntentionsTest {
    private static final String ID_1 = "10000000-89ab-cdef-0123-456789abcdef";
    private static final String ID_2 = "20000000-89ab-cdef-0123-456789abcdef";
    private static final GoTime TIME = new GoTime(1, 2, GoTime.UTC);

    private final CatalogFixture state = new CatalogFixture();

    @Test
    void aPairIsASourceInTheEntryOfItsDestination() {
        upsert(5, "web", "db", "allow");
        upsert(6, "*", "db", "deny");
        upsert(7, "api", "db", "allow");
        upsert(8, "web", "db", "deny");
        assertThat(Intentions.list(state.read(), null))
                .isEqualTo(new Indexed<>(
                        8, Intentions.ofDestination(state.read(), "db", null).value()));
        assertThat(names(Intentions.list(state.read(), null))).containsExactly("api>db 9", "web>db 9", "*>db 8");
        var web = Intentions.exact(state.read(), "web", "db", null).value();
        assertThat(web.action()).isEqualTo("deny");
        assertThat(web.createIndex()).isEqualTo(5);
        assertThat(web.modifyIndex()).isEqualTo(8);
        assertThat(sources("db")).containsExactly("web", "api", "*");
    }

    @Test
    void theEntryGoesWithItsLastSource() {
        upsert(5, "web", "db", "allow");
        upsert(6, "api", "db", "allow");
        delete(7, "nobody", "db");
        delete(8, "web", "other");
        assertThat(state.index("config-entries")).isEqualTo(6);
        delete(9, "web", "db");
        assertThat(sources("db")).containsExactly("api");
        delete(10, "api", "db");
        assertThat(state.read().scan(ConfigTables.ENTRIES, null)).isEmpty();
        assertThat(state.index("config-entries")).isEqualTo(10);
    }

    @Test
    void intentionsWithIdsKeepThemUntilThePairIsWritten() {
        create(5, ID_1, "web", "db", Map.of());
        create(6, ID_2, "api", "db", Map.of());
        var one = Intentions.get(state.read(), ID_1, null).value();
        assertThat(one.id()).isEqualTo(ID_1);
        assertThat(one.createdAt()).isEqualTo(TIME);
        assertThat(one.meta()).isEmpty();
        refused("Sources[2] defines \"web\" more than once", () -> create(7, ID_1, "web", "db", Map.of()));
        state.write(
                7,
                change -> Intentions.updateById(
                        change, new IntentionMutation(ID_1, "", "", source(ID_1, "web", "deny", Map.of()))));
        assertThat(Intentions.get(state.read(), ID_1, null).value().action()).isEqualTo("deny");
        upsert(8, "new", "db", "allow");
        assertThat(Intentions.get(state.read(), ID_1, null)).isEqualTo(new Indexed<>(8, null));
        assertThat(Intentions.exact(state.read(), "web", "db", null).value().createdAt())
                .isEqualTo(GoTime.ZERO);
        refused(
                "cannot use legacy intention API to edit intentions with a destination of \"db\" after editing them via"
                        + " a service-intentions config entry",
                () -> create(9, ID_1, "x", "db", Map.of()));
    }

    @Test
    void metadataOfItsOwnKeepsAnIntentionFromBeingOneAmongOthers() {
        create(5, ID_1, "web", "db", Map.of("k", "v"));
        assertThat(Intentions.get(state.read(), ID_1, null).value().meta()).isEqualTo(Map.of("k", "v"));
        refused("Sources[0].LegacyMeta must be omitted", () -> upsert(6, "api", "db", "allow"));
    }

    @Test
    void idsAreForIntentionsThereAre() {
        refused(
                "Cannot modify non-existent intention: '" + ID_1 + "'",
                () -> state.write(
                        5,
                        change -> Intentions.updateById(
                                change, new IntentionMutation(ID_1, "", "", source(ID_1, "web", "deny", Map.of())))));
        refused(
                "Cannot delete non-existent intention: '" + ID_1 + "'",
                () -> state.write(5, change -> Intentions.deleteById(change, ID_1)));
        refused(
                "failed config entry lookup: index error: UUID must be 36 characters",
                () -> Intentions.get(state.read(), "nonsense", null));
        create(6, ID_1, "web", "db", Map.of());
        create(7, ID_2, "api", "db", Map.of());
        state.write(8, change -> Intentions.deleteById(change, ID_1));
        assertThat(sources("db")).containsExactly("api");
        state.write(9, change -> Intentions.deleteById(change, ID_2));
        assertThat(state.read().scan(ConfigTables.ENTRIES, null)).isEmpty();
    }

    @Test
    void whatASourceSaysMustMakeSense() {
        refused("Sources[0].Action must be set to 'allow' or 'deny'", () -> upsert(5, "a", "b", "maybe"));
        refused("Sources[0].Type must be set to 'consul'", () -> upsert(5, "a", "b", Map.of("Type", "odd")));
        refused(
                "Sources[0].Action must be omitted if Permissions are specified",
                () -> upsert(5, "a", "b", Map.of("Action", "allow", "Permissions", List.of(Map.of("Action", "deny")))));
        assertThat(state.read().scan(ConfigTables.ENTRIES, null)).isEmpty();
    }

    @Test
    void matchesIncludeThoseForAll() {
        upsert(1, "web", "db", "allow");
        upsert(2, "*", "db", "deny");
        upsert(3, "web", "*", "deny");
        upsert(4, "*", "*", "deny");
        upsert(5, "other", "api", "deny");
        assertThat(names(Intentions.ofDestination(state.read(), "db", null)))
                .containsExactly("web>db 9", "*>db 8", "web>* 6", "*>* 5");
        assertThat(names(Intentions.ofSource(state.read(), "web", null)))
                .containsExactly("web>db 9", "*>db 8", "web>* 6", "*>* 5");
        assertThat(names(Intentions.ofSource(state.read(), "other", null)))
                .containsExactly("other>api 9", "*>db 8", "*>* 5");
        assertThat(names(Intentions.ofDestination(state.read(), "*", null))).containsExactly("web>* 6", "*>* 5");
    }

    @Test
    void precedencesOfNamespacesFillTheGaps() {
        assertThat(IntentionPrecedence.of("ns", "a", "*", "*")).isEqualTo(3);
        assertThat(IntentionPrecedence.of("*", "*", "ns", "b")).isEqualTo(7);
        assertThat(IntentionPrecedence.of("*", "*", "*", "*")).isEqualTo(1);
    }

    @Test
    void intentionsOfTheOldFormStayInTheirTableUntilTheMigration() {
        legacy(5, ID_1, "web", "db");
        legacy(6, ID_2, "*", "db");
        legacy(7, ID_1, "web", "db");
        assertThat(state.index("connect-intentions")).isEqualTo(7);
        assertThat(names(Intentions.list(state.read(), null))).containsExactly("web>db 9", "*>db 8");
        assertThat(Intentions.get(state.read(), ID_1, null).value().createIndex())
                .isEqualTo(5);
        refused(
                "duplicate intention found: web => db (ID: " + ID_1 + ")",
                () -> legacy(8, "30000000-89ab-cdef-0123-456789abcdef", "web", "db"));
        refused("Missing Intention ID", () -> legacy(8, "", "web", "db"));
        state.write(8, change -> LegacyIntentions.delete(change, ID_2));
        state.write(9, change -> LegacyIntentions.delete(change, ID_2));
        assertThat(state.index("connect-intentions")).isEqualTo(8);
        state.write(10, change -> LegacyIntentions.deleteAll(change));
        assertThat(state.read().scan(IntentionTables.INTENTIONS, null)).isEmpty();
        assertThat(List.of(state.index("connect-intentions"), state.index("config-entries")))
                .containsOnly(10L);
        assertThat(SystemMetadata.get(state.read(), "intention-format", null).value())
                .isEqualTo(new SystemMetadataEntry("intention-format", "config-entry", 10, 10));
        refused(
                "Legacy intention modifications are disabled after the config entry migration.",
                () -> legacy(11, ID_1, "web", "db"));
    }

    private void upsert(long index, String source, String destination, String action) {
        upsert(index, source, destination, Map.of("Action", action));
    }

    private void upsert(long index, String source, String destination, Map<String, Object> fields) {
        var value = new HashMap<>(fields);
        value.put("Name", source);
        state.write(index, change -> Intentions.upsert(change, new IntentionMutation("", destination, source, value)));
    }

    private void delete(long index, String source, String destination) {
        state.write(index, change -> Intentions.delete(change, source, destination));
    }

    private void create(long index, String id, String source, String destination, Map<String, String> meta) {
        state.write(
                index,
                change -> Intentions.create(
                        change, new IntentionMutation("", destination, "", source(id, source, "allow", meta))));
    }

    private void legacy(long index, String id, String source, String destination) {
        var intention = new Intention(
                id,
                "",
                "default",
                source,
                "default",
                destination,
                "consul",
                "allow",
                null,
                "",
                0,
                null,
                0,
                GoTime.ZERO,
                GoTime.ZERO,
                null,
                0,
                0);
        state.write(index, change -> LegacyIntentions.set(change, intention));
    }

    private static Map<String, Object> source(String id, String name, String action, Map<String, String> meta) {
        return Map.of(
                "Name",
                name,
                "Action",
                action,
                "LegacyID",
                id,
                "LegacyMeta",
                meta,
                "LegacyCreateTime",
                TIME,
                "LegacyUpdateTime",
                TIME);
    }

    private List<Object> sources(String destination) {
        return ConfigEntries.get(state.read(), "service-intentions", destination, null)
                .value()
                .structs("Sources")
                .stream()
                .map(source -> source.get("Name"))
                .toList();
    }

    private static List<String> names(Indexed<List<Intention>> found) {
        return found.value().stream()
                .map(each -> each.sourceName() + ">" + each.destinationName() + " " + each.precedence())
                .toList();
    }

    private static void refused(String message, Runnable write) {
        assertThatExceptionOfType(StateException.class).isThrownBy(write::run).withMessage(message);
    }
}
