package io.curia.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.curia.raft.api.Consistency;
import io.curia.refusal.Refusal;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOptionsTest {
    @Test
    void nothingAskedMeansDefaults() {
        ReadOptions options = parse(null);
        assertThat(options.consistency()).isEqualTo(Consistency.DEFAULT);
        assertThat(options.isBlocking()).isFalse();
        assertThat(options.datacenter()).isEmpty();
        assertThat(options.pretty()).isFalse();
    }

    @Test
    void readsEveryOption() {
        ReadOptions options = parse("dc=dc1&index=18446744073709551615&wait=1m&stale&pretty");
        assertThat(options.datacenter()).isEqualTo("dc1");
        assertThat(options.minIndex()).isEqualTo(-1L);
        assertThat(options.isBlocking()).isTrue();
        assertThat(options.waitNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(1));
        assertThat(options.consistency()).isEqualTo(Consistency.STALE);
        assertThat(options.pretty()).isTrue();
    }

    @Test
    void aGreatestAgeMakesAReadStale() {
        assertThat(parse("max_stale=10s").consistency()).isEqualTo(Consistency.STALE);
        assertThat(parse("max_stale=10s").maxStaleNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(10));
        assertThat(parse("max_stale=0s").consistency()).isEqualTo(Consistency.DEFAULT);
        assertThat(parse("max_stale=-1s").consistency()).isEqualTo(Consistency.DEFAULT);
        assertThat(parse("max_stale=").consistency()).isEqualTo(Consistency.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stale&consistent|Cannot specify ?stale with ?consistent, conflicting semantics.",
                "max_stale=1s&consistent|Cannot specify ?stale with ?consistent, conflicting semantics.",
                "cached&consistent|Cannot specify ?cached with ?consistent, conflicting semantics.",
                "max_stale=ten|Invalid max_stale value \"ten\"",
                "max_stale=%22%09%ff%c2%a0|Invalid max_stale value \"\\\"\\t\\xff\\u00a0\"",
                "wait=ten|Invalid wait time",
                "wait=5|Invalid wait time",
                "index=ten|Invalid index",
                "index=-1|Invalid index",
                "index=18446744073709551616|Invalid index",
            })
    void refuses(String query, String text) {
        Answer answer = refusal(query, RequestHeaders.NONE);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo(Answer.TEXT);
        assertThat(answer.body()).asString().isEqualTo(text);
    }

    @Test
    void aMalformedQueryIsRefusedWithoutWords() {
        Answer answer = refusal("index=%zz", RequestHeaders.NONE);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=60", "no-cache", "Max-Age=0, MUST-REVALIDATE", "stale-if-error=-5", "", ",,"})
    void takesCacheControl(String header) {
        assertThat(ReadOptions.parse(QueryParams.NONE, name -> header)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=abc", "max-age=", "no-cache, max-age=1.5", "stale-if-error=1m", "max-age=\"5\""})
    void refusesWrongAges(String header) {
        Answer answer = refusal(null, name -> header);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).asString().isEqualTo("Invalid Cache-Control header.");
    }

    @Property
    void neverFailsOtherwise(@ForAll("queries") String query, @ForAll String cacheControl) {
        try {
            assertThat(ReadOptions.parse(QueryParams.parse(query), name -> cacheControl)
                            .consistency())
                    .isNotNull();
        } catch (Refusal e) {
            assertThat(e.kind()).isIn(Refusal.Kind.INVALID, Refusal.Kind.UNREADABLE);
        }
    }

    @Provide
    Arbitrary<String> queries() {
        Arbitrary<String> name = Arbitraries.of("index", "wait", "stale", "consistent", "cached", "max_stale", "dc");
        Arbitrary<String> value =
                Arbitraries.oneOf(Arbitraries.strings(), Arbitraries.strings().withChars("0123456789.hmsnu-+%"));
        return name.flatMap(n -> value.map(v -> n + "=" + v))
                .list()
                .ofMaxSize(4)
                .map(pairs -> String.join("&", pairs));
    }

    private static ReadOptions parse(String query) {
        return ReadOptions.parse(QueryParams.parse(query), RequestHeaders.NONE);
    }

    private static Answer refusal(String query, RequestHeaders headers) {
        return Failures.answer(
                catchThrowableOfType(Refusal.class, () -> ReadOptions.parse(QueryParams.parse(query), headers)));
    }
}
