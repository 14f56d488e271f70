package io.curia.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private final Variables variables = new Variables();

    @BeforeEach
    void someAreKnown() {
        variables.set("p", "a.b");
        variables.set("n", Json.number(41));
        variables.set("mixed", "Äb c");
    }

    private String filled(String json) throws PlayException {
        return variables.fill(Json.read(json.getBytes(UTF_8))).toString();
    }

    @Test
    void namesAreReplacedInValuesAndKeys() throws PlayException {
        assertThat(filled("{\"${p}\":[\"x-${p}-${n}\",{\"y\":\"${n}\"}]}"))
                .isEqualTo("{\"a.b\":[\"x-a.b-41\",{\"y\":41}]}");
        assertThat(variables.fill("/v1/kv/${p}")).isEqualTo("/v1/kv/a.b");
    }

    @Test
    void twoDollarsAreMeantAsTheyStand() throws PlayException {
        assertThat(variables.fill("$${p} ${p} $${name.full}")).isEqualTo("${p} a.b ${name.full}");
        assertThat(variables.fill("$${p}")).isEqualTo("${p}");
    }

    @Test
    void valuesMayBeChanged() throws PlayException {
        assertThat(filled("[\"${n|+1}\",\"${n|-1}\",\"x${n|-1}\"]")).isEqualTo("[42,40,\"x40\"]");
        assertThat(variables.fill("${mixed|upper} ${mixed|lower} ${mixed|url} ${p|b64} ${mixed|first2}"))
                .isEqualTo("ÄB C äb c %C3%84b%20c YS5i Äb");
        assertThatThrownBy(() -> variables.fill("${p|backwards}")).hasMessageContaining("backwards");
    }

    @Test
    void inAPatternTheyAreTakenLiterally() throws PlayException {
        assertThat("a.b1").matches(pattern());
        assertThat("aXb1").doesNotMatch(pattern());
    }

    private String pattern() throws PlayException {
        var match = variables.fill(Json.read("{\"$match\":\"regex:${p}\\\\d\"}".getBytes(UTF_8)));
        return match.asJsonObject().getString("$match").substring("regex:".length());
    }

    @Test
    void longBodiesAreDescribed() throws PlayException {
        assertThat(filled("{\"$list\":[{\"k\":\"${p}${i}\"},2]}")).isEqualTo("[{\"k\":\"a.b0\"},{\"k\":\"a.b1\"}]");
        assertThat(filled("[{\"$repeat\":[\"ab\",3]}]")).isEqualTo("[\"ababab\"]");
    }

    @Test
    void whatNoStepHasYieldedIsTold() {
        assertThatThrownBy(() -> variables.fill("${id}")).hasMessageContaining("needs ${id}");
    }
}
