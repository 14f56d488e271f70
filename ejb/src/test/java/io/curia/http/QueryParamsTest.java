package io.curia.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.text.PercentCoding;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QueryParamsTest {
    @Test
    void keepsOrderAndRepeatedNames() {
        QueryParams params = QueryParams.parse("node-meta=a:1&x&node-meta=b:2");
        assertThat(params.texts("node-meta")).containsExactly("a:1", "b:2");
        assertThat(params.text("node-meta")).isEqualTo("a:1");
        assertThat(params.has("x")).isTrue();
        assertThat(params.text("x")).isEmpty();
        assertThat(params.has("y")).isFalse();
    }

    @Test
    void decodesOnceAndTakesPlusForASpace() {
        QueryParams params = QueryParams.parse("separator=%2F&a=1+2%2B3&b=%25%32%35&c=%c3%ff");
        assertThat(params.text("separator")).isEqualTo("/");
        assertThat(params.text("a")).isEqualTo("1 2+3");
        assertThat(params.text("b")).isEqualTo("%25");
        assertThat(params.bytes("c")).containsExactly(0xc3, 0xff);
    }

    @Test
    void separatesAtAmpersandsAndSemicolons() {
        QueryParams params = QueryParams.parse("&a=1;b=2&&c=3=4&");
        assertThat(params.encode()).isEqualTo("a=1&b=2&c=3%3D4");
    }

    @Test
    void emptyAndMissingQueriesHaveNoParameters() {
        assertThat(QueryParams.parse(null)).isSameAs(QueryParams.NONE);
        assertThat(QueryParams.parse("").isEmpty()).isTrue();
        assertThat(QueryParams.parse("&").isEmpty()).isTrue();
    }

    @Test
    void marksMalformedEscapes() {
        for (String raw : new String[] {"a=%", "a=%1", "a=%zz", "%g0=1", "b=1&a=%-1"}) {
            assertThat(QueryParams.parse(raw).isMalformed()).as(raw).isTrue();
        }
        assertThat(QueryParams.parse("b=1&a=%zz").text("b")).isEqualTo("1");
    }

    @Test
    void encodesSortedByName() {
        assertThat(QueryParams.parse("recurse&cas=1").encode()).isEqualTo("cas=1&recurse=");
        assertThat(QueryParams.parse("b=%c5%be&a=x y~&B=%2f").encode()).isEqualTo("B=%2F&a=x+y~&b=%C5%BE");
    }

    @Property
    void neverFails(@ForAll String raw) {
        QueryParams params = QueryParams.parse(raw);
        assertThat(params.encode()).isNotNull();
        assertThat(params.has("index")).isEqualTo(!params.texts("index").isEmpty());
    }

    @Property
    void readsBackWhatItEncodes(@ForAll @Size(max = 5) Map<String, String> given) {
        StringBuilder raw = new StringBuilder();
        given.forEach((name, value) -> {
            PercentCoding.encodeQuery(name.getBytes(UTF_8), raw.append('&'));
            PercentCoding.encodeQuery(value.getBytes(UTF_8), raw.append('='));
        });
        String encoded = QueryParams.parse(raw.toString()).encode();
        assertThat(QueryParams.parse(encoded).encode()).isEqualTo(encoded);
        assertThat(encoded.chars().filter(c -> c == '=').count()).isEqualTo(given.size());
    }

    @Property
    void pathsReadBackByteForByte(@ForAll byte[] path) {
        assertThat(PercentCoding.decodePath(PercentCoding.encodePath(path))).isEqualTo(path);
    }

    @Property
    void decodingAPathNeverFails(@ForAll String raw) {
        byte[] decoded = PercentCoding.decodePath(raw);
        if (raw.indexOf('%') < 0) {
            boolean bytes = raw.chars().allMatch(c -> c <= 0xff);
            assertThat(decoded).isEqualTo(raw.getBytes(bytes ? ISO_8859_1 : UTF_8));
        }
    }
}
