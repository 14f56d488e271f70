package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.memdb.WatchSet;
import io.curia.model.PreparedQuery;
import io.curia.model.QueryDns;
import io.curia.model.QueryFailover;
import io.curia.model.QueryService;
import io.curia.model.QueryTemplate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreparedQueriesTest {
    private static final String A = "aaaaaaaa-89ab-cdef-0123-456789abcdef";
    private static final String B = "bbbbbbbb-89ab-cdef-0123-456789abcdef";
    private static final QueryTemplate TEMPLATE = new QueryTemplate("name_prefix_match", "", false);

    private final StoreFixture state = new StoreFixture();

    @Test
    void everyWriteBumpsTheTable() {
        set(5, query(A, "web", "web"));
        set(6, query(A, "web", "web"));
        assertThat(PreparedQueries.get(state.store.read(), A, null))
                .isEqualTo(new Indexed<>(6, query(A, "web", "web").withIndexes(5, 6)));
        assertThat(state.index("prepared-queries")).isEqualTo(6);
    }

    @Test
    void aDeleteOfAnAbsentQueryBumpsNothing() {
        set(5, query(A, "web", "web"));
        state.write(6, change -> PreparedQueries.delete(change, B));
        assertThat(state.index("prepared-queries")).isEqualTo(5);
        state.write(7, change -> PreparedQueries.delete(change, A));
        assertThat(PreparedQueries.list(state.store.read(), null)).isEqualTo(new Indexed<>(7, List.of()));
    }

    @Test
    void namesAreFreeOrTheQuerysOwn() {
        set(5, query(A, "Web", "web"));
        refused("name 'WEB' aliases an existing query name", () -> set(6, query(B, "WEB", "x")));
        refused("name '" + A + "' aliases an existing query ID", () -> set(6, query(B, A, "x")));
        set(6, query(A, "wEB", "x"));
        set(7, template(B, "", "x"));
        refused(
                "a query template with an empty name already exists",
                () -> set(8, template("cccccccc-89ab-cdef-0123-456789abcdef", "", "x")));
        set(8, template(B, "", "y"));
    }

    @Test
    void idsAndSessionsAreChecked() {
        refused("Missing Query ID", () -> set(5, query("", "n", "x")));
        refused(
                "failed prepared query lookup: index error: UUID must be 36 characters",
                () -> set(5, query("short", "n", "x")));
        refused(
                "invalid session: index error: UUID must be 36 characters",
                () -> set(5, bound(query(A, "n", "x"), "nonsense")));
        refused("invalid session \"" + B + "\"", () -> set(5, bound(query(A, "n", "x"), B)));
        assertThat(state.index("prepared-queries")).isZero();
    }

    @Test
    void templatesMustCompile() {
        refused(
                "failed compiling template: Bad Template.Type 'odd'",
                () -> set(5, with(query(A, "n", "x"), new QueryTemplate("odd", "", false))));
        refused(
                "failed compiling template: Bad Regexp: error parsing regexp: missing closing ): `(`",
                () -> set(5, with(query(A, "n", "x"), new QueryTemplate("name_prefix_match", "(", false))));
        refused(
                "failed compiling template: unknown variable accessed in template: nope",
                () -> set(5, template(A, "n", "${nope}")));
        refused(
                "failed compiling template: expected \"}\" but found end of string in template: ${name.full",
                () -> set(5, template(A, "n", "${name.full")));
    }

    @Test
    void idsComeBeforeNamesAndThoseBeforeTheLongestTemplate() {
        set(5, query(A, "geo-fixed", "fixed"));
        set(6, template(B, "geo-", "by ${name.suffix}"));
        set(7, template("cccccccc-89ab-cdef-0123-456789abcdef", "", "any ${name.full}"));
        set(8, template("dddddddd-89ab-cdef-0123-456789abcdef", "geo-fi", "${name.prefix}|${name.suffix}"));
        assertThat(resolve(A)).isEqualTo("fixed");
        assertThat(resolve(A.toUpperCase(Locale.ROOT))).isEqualTo("fixed");
        assertThat(resolve("GEO-fixed")).isEqualTo("fixed");
        assertThat(resolve("geo-fi")).isEqualTo("geo-fi|");
        assertThat(resolve("geo-fixes")).isEqualTo("geo-fi|xes");
        assertThat(resolve("Geo-x")).isEqualTo("by x");
        assertThat(resolve("other")).isEqualTo("any other");
        refused(
                "prepared query templates can only be resolved up by name, not by ID",
                () -> PreparedQueries.resolve(state.store.read(), B, "", null));
        assertThat(PreparedQueries.resolve(state.store.read(), "x", "", null).index())
                .isEqualTo(8);
    }

    @Test
    void nothingIsFoundWithoutAName() {
        set(5, query(A, "", "x"));
        assertThat(PreparedQueries.resolve(state.store.read(), "web", "", null)).isEqualTo(new Indexed<>(5, null));
    }

    @Test
    void allTextsOfTheServiceAreRendered() {
        var service = new QueryService(
                "${match(1)}",
                new QueryFailover(2, List.of("${match(2)}")),
                true,
                List.of("c-${name.full}"),
                "${agent.segment}",
                List.of("${match(9)}", "$${name.full}", "${\"quoted }\"}", "!${match(\"2\")}"),
                Map.of("${name.full}", "${match(0)}"),
                Map.of("v", "${ name.suffix }"),
                true);
        var template = new PreparedQuery(
                A,
                "geo-",
                "",
                "t",
                new QueryTemplate("name_prefix_match", "^geo-(.*?)-([^\\-]+?)$", true),
                service,
                new QueryDns("${name.full}"),
                0,
                0);
        set(5, template);
        var rendered = PreparedQueries.resolve(state.store.read(), "geo-web-db-eu", "seg", null)
                .value();
        assertThat(rendered.service())
                .isEqualTo(new QueryService(
                        "web-db",
                        new QueryFailover(2, List.of("eu")),
                        true,
                        List.of("c-geo-web-db-eu"),
                        "seg",
                        List.of("${name.full}", "quoted }", "!eu"),
                        Map.of("${name.full}", "geo-web-db-eu"),
                        Map.of("v", "web-db-eu"),
                        true));
        assertThat(rendered.dns().ttl()).isEqualTo("${name.full}");
        assertThat(rendered.name()).isEqualTo("geo-");
    }

    @Test
    void emptyTagsStayUnlessTheyAreToGo() {
        var service =
                new QueryService("s", QueryFailover.EMPTY, false, null, "", List.of("${match(1)}"), null, null, false);
        set(5, with(query(A, "p", "s"), TEMPLATE).withService(service));
        assertThat(PreparedQueries.resolve(state.store.read(), "px", "", null)
                        .value()
                        .service()
                        .tags())
                .containsExactly("");
    }

    @Test
    void aNameIsWokenForByABetterTemplateAlone() {
        set(5, template(A, "a", "x"));
        var watch = new WatchSet();
        PreparedQueries.resolve(state.store.read(), "abc", "", watch);
        set(6, template(B, "b", "x"));
        assertThat(StoreFixture.fired(watch)).isFalse();
        set(7, template("cccccccc-89ab-cdef-0123-456789abcdef", "ab", "x"));
        assertThat(StoreFixture.fired(watch)).isTrue();
    }

    private void set(long index, PreparedQuery query) {
        state.write(index, change -> PreparedQueries.set(change, query));
    }

    private String resolve(String name) {
        return PreparedQueries.resolve(state.store.read(), name, "", null)
                .value()
                .service()
                .service();
    }

    private static PreparedQuery query(String id, String name, String service) {
        var wanted = new QueryService(service, QueryFailover.EMPTY, false, null, "", null, null, null, false);
        return new PreparedQuery(id, name, "", "", QueryTemplate.EMPTY, wanted, QueryDns.EMPTY, 0, 0);
    }

    private static PreparedQuery template(String id, String name, String service) {
        return with(query(id, name, service), TEMPLATE);
    }

    private static PreparedQuery with(PreparedQuery query, QueryTemplate template) {
        return new PreparedQuery(
                query.id(), query.name(), query.session(), query.token(), template, query.service(), query.dns(), 0, 0);
    }

    private static PreparedQuery bound(PreparedQuery query, String session) {
        return new PreparedQuery(
                query.id(), query.name(), session, query.token(), query.template(), query.service(), query.dns(), 0, 0);
    }

    private static void refused(String message, Runnable write) {
        assertThatExceptionOfType(StateException.class).isThrownBy(write::run).withMessage(message);
    }
}
