package io.curia.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions mean for each type of field, and the texts for those that mean nothing (http-api §2). */
class FilterTest {
    private record Port(String name, int number) {}

    private record Row(
            String name,
            int port,
            boolean on,
            List<String> tags,
            Map<String, String> meta,
            Port main,
            List<Port> ports) {}

    private static final Fields<Port> PORT = Fields.<Port>builder()
            .text("Name", Port::name)
            .number("Number", Port::number)
            .build();

    private static final Fields<Row> ROW = Fields.<Row>builder()
            .text("Name", Row::name)
            .number("Port", Row::port)
            .flag("On", Row::on)
            .texts("Tags", Row::tags)
            .map("Meta", Row::meta)
            .object("Main", Row::main, PORT)
            .list("Ports", Row::ports, PORT)
            .map(
                    "Named",
                    row -> row.ports() == null ? null : Map.of("a", row.ports().get(0)),
                    PORT)
            .build();

    private static final Row WEB = new Row(
            "web-1",
            80,
            true,
            List.of("v1", "blue"),
            Map.of("os", "linux", "a b", "c"),
            new Port("http", 80),
            List.of(new Port("x", 1), new Port("y", 2)));

    private static final Row BARE = new Row("bare", -5, false, null, null, null, null);

    private final Filters<Row> filters = new Filters<>(ROW);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name == web or Name==`web-1`",
                "Name == \"web-1\"",
                "Name == \"web\\x2d\\u0031\"",
                "Name != other",
                "eb in Name",
                "Name contains eb",
                "Name not contains EB",
                "Name matches \"^web-[0-9]$\"",
                "Name not matches `^[0-9]`",
                "Name matches e",
                "Port == 80",
                "Port == `0x50`",
                "Port == \"0b101_0000\"",
                "Port != 81",
                "On == true",
                "On==1",
                "On != f",
                "v1 in Tags",
                "Tags contains blue",
                "V1 not in Tags",
                "Tags is not empty",
                "Meta.os == linux",
                "Meta[\"a b\"] == c",
                "os in Meta",
                "Meta not contains nope",
                "Meta is not empty",
                "Meta.nope != x",
                "y not in Meta.nope or Name == z",
                "Meta.nope matches x",
                "not Meta.nope == x",
                "Main.Number == 80",
                "Ports.Name == y",
                "Ports.Name != x",
                "Ports.Number==2 and Ports.Name==x",
                "Ports is not empty",
                "Named.a.Number == 1",
                "a in Named",
                "Named.b.Number != 1",
                "not Name == x and Port == 80",
                "Name == x or Port == 80 and On == true",
                "(Name == x or Port == 80) and (On == true)",
                " \t( not\n( Name == x ) ) ",
                "not not Name == `web-1`",
            })
    void isTrueOfWeb(String expression) {
        assertThat(filters.compile(expression).test(WEB)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tags is empty",
                "Meta is empty",
                "Ports is empty",
                "x not in Tags",
                "Port == -5",
                "Meta.os != linux",
            })
    void isTrueOfBare(String expression) {
        assertThat(filters.compile(expression).test(BARE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1 in Tags",
                "Meta.os == linux",
                "os in Meta",
                "Main.Name != x",
                "Ports.Name != x",
                "Tags is not empty",
                "On == T",
            })
    void isFalseOfBare(String expression) {
        assertThat(filters.compile(expression).test(BARE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "Nope == 1 ~ Selector \"Nope\" is not valid",
                "Name.x == 1 ~ Selector \"Name.x\" is not valid",
                "Main.Nope.x == 1 ~ Selector \"Main.Nope\" is not valid",
                "Name is empty ~ Invalid match operator \"Is Empty\" for selector \"Name\"",
                "Tags == x ~ Invalid match operator \"Equal\" for selector \"Tags\"",
                "Meta != x ~ Invalid match operator \"Not Equal\" for selector \"Meta\"",
                "Tags matches x ~ Invalid match operator \"Matches\" for selector \"Tags\"",
                "Port not matches x ~ Invalid match operator \"Not Matches\" for selector \"Port\"",
                "1 in Port ~ Invalid match operator \"In\" for selector \"Port\"",
                "Main == x ~ Invalid match operator \"Equal\" for selector \"Main\"",
                "x not in Ports ~ Invalid match operator \"Not In\" for selector \"Ports\"",
                "Port == x ~ Failed to coerce value \"x\" for selector \"Port\": strconv.ParseInt: parsing \"x\": invalid syntax",
                "Main.Number == 9223372036854775808 ~ Failed to coerce value \"9223372036854775808\" for selector"
                        + " \"Main.Number\": strconv.ParseInt: parsing \"9223372036854775808\": value out of range",
                "On == yes ~ Failed to coerce value \"yes\" for selector \"On\": strconv.ParseBool: parsing \"yes\": invalid"
                        + " syntax",
                "Name matches `[` ~ Failed to compile regular expression \"[\": error parsing regexp: missing closing ]: `[`",
                "Name matches `(?=x)` ~ Failed to compile regular expression \"(?=x)\": error parsing regexp: invalid or"
                        + " unsupported Perl syntax: `(?=`",
                "Name ~ 1:5 (4): no match found, expected: \"!=\", \".\", \"==\", \"[\", [ \\t\\r\\n] or [a-zA-Z0-9_]",
                "Name == ~ 1:8 (7): no match found, expected: \"-\", \"0\", \"\\\"\", \"`\", [ \\t\\r\\n], [1-9] or [a-zA-Z]",
                "x in Tags abc ~ 1:11 (10): no match found, expected: \"and\", \"or\", [ \\t\\r\\n] or EOF",
                "(x in Tags ~ 1:11 (10): rule \"grouping\": Unmatched parentheses",
                "Name == \"x ~ 1:11 (10): rule \"string\": Unterminated string literal",
                "Name == \"\\q\" ~ 1:9 (8): rule \"string\": invalid syntax",
                "Name == 1x ~ 1:10 (9): rule \"number\": Invalid number literal",
                "Meta[x] == 1 ~ 1:6 (5): rule \"index\": Invalid index",
                "Meta[`x` == 1 ~ 1:10 (9): rule \"index\": Unclosed index expression",
                "x in 1 ~ 1:6 (5): rule \"match\": Invalid selector",
                "é ~ 1:1 (0): no match found, expected: \"(\", \"-\", \"0\", \"\\\"\", \"`\", \"not\", [ \\t\\r\\n], [1-9] or"
                        + " [a-zA-Z]",
                "`é` in 1 ~ 1:8 (8): rule \"match\": Invalid selector",
            })
    void saysWhatIsWrong(String expression, String text) {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> filters.compile(expression))
                .withMessage(text);
    }

    @Test
    void positionsCountLines() {
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> filters.compile("Name == x and\n  x in 1"))
                .withMessage("2:8 (21): rule \"match\": Invalid selector");
    }

    @Test
    void wordsMayBeNames() {
        var words = new Filters<Map<String, String>>(Fields.<Map<String, String>>builder()
                .text("not", map -> map.get("not"))
                .text("in", map -> map.get("in"))
                .build());
        var row = Map.of("not", "a", "in", "not");
        assertThat(words.compile("not == a and in == not and not in in").test(row))
                .isTrue();
        assertThat(words.compile("not not == a").test(row)).isFalse();
    }

    @Test
    void emptyKeepsEverything() {
        assertThat(filters.compile("").keep(List.of(WEB, BARE))).containsExactly(WEB, BARE);
        assertThat(filters.compile("Port == 80").keep(List.of(WEB, BARE))).containsExactly(WEB);
    }

    @Test
    void keepsFewAndShortExpressionsOnly() {
        for (int i = 0; i < 1000; i++) {
            filters.compile("Port == " + i);
        }
        filters.compile("Name == `" + "x".repeat(5000) + "`");
        assertThat(filters.size()).isEqualTo(128);
        assertThat(filters.compile("Port == 999")).isSameAs(filters.compile("Port == 999"));
    }

    @Test
    void depthAndLengthAreBounded() {
        for (String deep : List.of("(".repeat(30_000), "not ".repeat(15_000) + "Name == x", "(not ".repeat(9_000))) {
            assertThatExceptionOfType(FilterException.class)
                    .isThrownBy(() -> filters.compile(deep))
                    .withMessageEndingWith("rule \"grouping\": Nested deeper than 200 levels");
        }
        String nested = "(".repeat(199) + "Name == bare" + ")".repeat(199);
        assertThat(filters.compile(nested).test(BARE)).isTrue();
        assertThatExceptionOfType(FilterException.class)
                .isThrownBy(() -> filters.compile(" ".repeat(70_000)))
                .withMessage("expression is longer than 65536 characters");
    }

    @Test
    void longChainsTakeNoStack() {
        String chain = String.join(" or ", Collections.nCopies(3_000, "Name == x"));
        assertThat(filters.compile(chain + " or Port==-5").test(BARE)).isTrue();
        assertThat(filters.compile(chain.replace("or", "and").replace("x", "bare"))
                        .test(BARE))
                .isTrue();
    }

    @Test
    void hostilePatternsAreRefusedOrQuick() {
        Row long1 = new Row("a".repeat(20_000) + "!", 0, false, null, null, null, null);
        assertThat(filters.compile("Name matches `^(a+)+$`").test(long1)).isFalse();
        assertThat(filters.compile("Name matches `(a|aa|aaa)*b`").test(long1)).isFalse();
        for (String large : Arrays.asList(
                "(".repeat(1000) + "a" + ")".repeat(1000),
                "a".repeat(5000),
                "((a{100}){100}){100}",
                "[a-z]{1000}".repeat(40))) {
            assertThatExceptionOfType(FilterException.class)
                    .isThrownBy(() -> filters.compile("Name matches `" + large + "`"))
                    .withMessageContaining("error parsing regexp: ");
        }
    }
}
