package io.curia.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.filter.Expression.And;
import io.curia.filter.Expression.Match;
import io.curia.filter.Expression.Not;
import io.curia.filter.Expression.Or;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Every expression that can be written is read as it was meant, and nothing that can be sent does harm. */
class FilterPropertyTest {
    private static final Fields<Map<String, String>> FIELDS = Fields.<Map<String, String>>builder()
            .text("Name", map -> "name")
            .map("Meta", map -> map)
            .number("Port", map -> 80)
            .flag("On", map -> true)
            .texts("Tags", map -> List.of("a"))
            .build();

    @Property(tries = 500)
    void printedExpressionsAreReadBack(@ForAll("expressions") Expression expression) {
        assertThat(new Parser(print(expression)).parse()).isEqualTo(expression);
    }

    @Property(tries = 3000)
    void anyTextIsReadOrRefused(@ForAll String text) {
        compile(text);
    }

    @Property(tries = 3000)
    void anyWordsAreReadOrRefused(@ForAll("words") String text) {
        compile(text);
    }

    @Property(tries = 1000)
    void anyPatternIsReadOrRefused(@ForAll("patterns") String pattern) {
        compile("Name matches `" + pattern.replace("`", "") + "`");
    }

    private static void compile(String text) {
        try {
            new Filters<>(FIELDS).compile(text).test(Map.of("x", "y"));
        } catch (FilterException e) {
            assertThat(e).message().isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                        "Name",
                        "Meta",
                        "Port",
                        "On",
                        "Tags",
                        "x",
                        ".",
                        "[",
                        "]",
                        "\"",
                        "`",
                        "\\",
                        "(",
                        ")",
                        " ",
                        " ",
                        " ",
                        "not",
                        "and",
                        "or",
                        "in",
                        "is",
                        "empty",
                        "contains",
                        "matches",
                        "==",
                        "!=",
                        "-",
                        "0",
                        "1",
                        "7.5",
                        "\n",
                        "\u00e9",
                        "\ud83d")
                .list()
                .ofMaxSize(60)
                .map(words -> String.join("", words));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "a", "b", ".", "*", "+", "?", "|", "(", ")", "[", "]", "^", "$", "{2}", "{3,}", "{1000}", "\\d",
                        "\\pL", "(?i)", "(?P<n>", "[^", "a-z", "\\", "\\Q")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<Expression> expressions() {
        return expressions(4);
    }

    private Arbitrary<Expression> expressions(int depth) {
        Arbitrary<Expression> match = matches();
        if (depth == 0) {
            return match;
        }
        Arbitrary<List<Expression>> parts = Arbitraries.lazy(() -> expressions(depth - 1))
                .list()
                .ofMinSize(2)
                .ofMaxSize(4);
        return Arbitraries.oneOf(
                match,
                parts.map(Or::new),
                parts.map(And::new),
                Arbitraries.lazy(() -> expressions(depth - 1)).map(Not::new));
    }

    private static Arbitrary<Expression> matches() {
        Arbitrary<String> name = Combinators.combine(
                        Arbitraries.strings().alpha().ofLength(1),
                        Arbitraries.strings().alpha().numeric().withChars('_').ofMaxLength(5))
                .as(String::concat);
        Arbitrary<String> key = Arbitraries.oneOf(name, Arbitraries.strings());
        Arbitrary<List<String>> selector = Combinators.combine(name, key.list().ofMaxSize(3))
                .as((first, rest) ->
                        Stream.concat(Stream.of(first), rest.stream()).toList());
        return Combinators.combine(selector, Arbitraries.of(Operator.class), Arbitraries.strings())
                .as((path, operator, value) -> new Match(
                        path.stream().map(FilterPropertyTest::wellFormed).toList(),
                        operator,
                        operator == Operator.IS_EMPTY || operator == Operator.IS_NOT_EMPTY ? null : wellFormed(value)));
    }

    /** Requests hold no halves of surrogate pairs. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .map(cp -> cp >= 0xd800 && cp <= 0xdfff ? 0xfffd : cp)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String print(Expression expression) {
        if (expression instanceof Or or) {
            return or.parts().stream().map(FilterPropertyTest::printPart).collect(Collectors.joining(" or "));
        } else if (expression instanceof And and) {
            return and.parts().stream().map(FilterPropertyTest::printPart).collect(Collectors.joining("\tand "));
        } else if (expression instanceof Not not) {
            return "not " + printPart(not.operand());
        }
        Match match = (Match) expression;
        String path = match.selector().get(0)
                + match.selector().stream()
                        .skip(1)
                        .map(part -> part.matches("[a-zA-Z][a-zA-Z0-9_]*") ? "." + part : "[" + quote(part) + "]")
                        .collect(Collectors.joining());
        return switch (match.operator()) {
            case EQUAL -> path + "==" + quote(match.value());
            case NOT_EQUAL -> path + " != " + quote(match.value());
            case IS_EMPTY -> path + " is empty";
            case IS_NOT_EMPTY -> path + " is not  empty";
            case IN ->
                match.value().length() % 2 == 0
                        ? quote(match.value()) + " in " + path
                        : path + " contains " + quote(match.value());
            case NOT_IN ->
                match.value().length() % 2 == 0
                        ? quote(match.value()) + " not in " + path
                        : path + " not contains " + quote(match.value());
            case MATCHES, NOT_MATCHES ->
                path + " " + match.operator().title().toLowerCase(Locale.ROOT) + " " + quote(match.value());
        };
    }

    private static String printPart(Expression part) {
        return part instanceof Match ? print(part) : "( " + print(part) + ")";
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(cp -> {
            if (cp == '"' || cp == '\n') {
                quoted.append(String.format("\\x%02x", cp));
            } else if (cp == '\\') {
                quoted.append("\\\\");
            } else if (cp == 0x7f) {
                quoted.append("\\177");
            } else if (cp > 0xffff) {
                quoted.append(String.format("\\U%08x", cp));
            } else {
                quoted.appendCodePoint(cp);
            }
        });
        return quoted.append('"').toString();
    }
}
