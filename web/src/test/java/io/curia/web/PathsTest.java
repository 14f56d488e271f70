package io.curia.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
    @ParameterizedTest
    @CsvSource({
        "//, /",
        "/v1//kv/a, /v1/kv/a",
        "/v1/kv//, /v1/kv/",
        "/v1/kv/a/./b, /v1/kv/a/b",
        "/v1/kv/a/., /v1/kv/a",
        "/v1/kv/a/../b, /v1/kv/b",
        "/v1/kv/a/.., /v1/kv",
        "/v1/kv/a/../, /v1/kv/",
        "/../../x, /x",
        "/.., /",
        "/., /",
    })
    void cleans(String path, String expected) {
        assertThat(Paths.clean(path.getBytes(ISO_8859_1))).asString().isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1/kv/", "/v1/kv/a", "/v1/kv/.a/b../..c/...", "/v1/kv/a b/"})
    void leavesCleanPathsAlone(String path) {
        byte[] bytes = path.getBytes(ISO_8859_1);
        assertThat(Paths.clean(bytes)).isSameAs(bytes);
    }

    @Property
    void whatIsCleanedIsClean(@ForAll @Chars({'/', '.', 'a'}) @StringLength(max = 20) String rest) {
        byte[] clean = Paths.clean(("/" + rest).getBytes(ISO_8859_1));
        assertThat(Paths.clean(clean)).isSameAs(clean);
        assertThat(clean[0]).isEqualTo((byte) '/');
    }
}
