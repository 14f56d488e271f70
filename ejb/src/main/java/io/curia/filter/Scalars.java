package io.curia.filter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.curia.filter.Expression.Match;
import io.curia.model.Quoted;
import java.math.BigInteger;
import java.util.Set;
import java.util.function.Predicate;

/** What can be asked about single values, and how the value of an expression is read as one of their type. */
final class Scalars {
    /** Longest regular expression, in characters. */
    static final int LONGEST_PATTERN = 4096;

    /** Deepest nesting of groups in a regular expression, which is compiled recursively. */
    static final int DEEPEST_PATTERN = 200;

    /** Greatest number of instructions of a compiled regular expression, since each may be tried at each character. */
    static final int LARGEST_PATTERN = 20_000;

    private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
    private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");
    private static final String SYNTAX = "invalid syntax";

    private Scalars() {}

    static Predicate<String> text(Match match) {
        String value = match.value();
        return switch (match.operator()) {
            case EQUAL -> text -> text.equals(value);
            case NOT_EQUAL -> text -> !text.equals(value);
            case IN -> text -> text.contains(value);
            case NOT_IN -> text -> !text.contains(value);
            case MATCHES -> pattern(value);
            case NOT_MATCHES -> pattern(value).negate();
            case IS_EMPTY, IS_NOT_EMPTY -> throw match.wrongOperator();
        };
    }

    /** The value as true or false, for an operator that compares. */
    static boolean flag(Match match) {
        requireComparison(match);
        if (!TRUE.contains(match.value()) && !FALSE.contains(match.value())) {
            throw match.wrongValue("strconv.ParseBool: parsing " + Quoted.of(match.value()) + ": " + SYNTAX);
        }
        return TRUE.contains(match.value());
    }

    /** The value as a whole number of 64 bits, for an operator that compares. */
    static long number(Match match) {
        requireComparison(match);
        BigInteger value = WholeNumbers.parse(match.value());
        if (value == null || value.bitLength() > 63) {
            String why = value == null ? SYNTAX : "value out of range";
            throw match.wrongValue("strconv.ParseInt: parsing " + Quoted.of(match.value()) + ": " + why);
        }
        return value.longValue();
    }

    private static void requireComparison(Match match) {
        if (match.operator() != Operator.EQUAL && match.operator() != Operator.NOT_EQUAL) {
            throw match.wrongOperator();
        }
    }

    /** Finds the pattern anywhere, in time proportional to the text's length. */
    private static Predicate<String> pattern(String expression) {
        try {
            requireModest(expression);
            Pattern pattern = Pattern.compile(expression);
            if (pattern.programSize() > LARGEST_PATTERN) {
                throw tooLarge(expression);
            }
            return text -> pattern.matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw notCompiled(expression, e.getMessage());
        }
    }

    private static void requireModest(String expression) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < expression.length(); i++) {
            switch (expression.charAt(i)) {
                case '(' -> deepest = Math.max(deepest, ++depth);
                case ')' -> depth--;
                default -> {}
            }
        }
        if (expression.length() > LONGEST_PATTERN || deepest > DEEPEST_PATTERN) {
            throw tooLarge(expression);
        }
    }

    private static FilterException tooLarge(String expression) {
        String shown = expression.length() <= 100 ? expression : expression.substring(0, 100) + "...";
        return notCompiled(shown, "error parsing regexp: expression too large");
    }

    private static FilterException notCompiled(String expression, String why) {
        return new FilterException("Failed to compile regular expression " + Quoted.of(expression) + ": " + why);
    }
}
