package io.curia.filter;

import io.curia.filter.Expression.And;
import io.curia.filter.Expression.Match;
import io.curia.filter.Expression.Not;
import io.curia.filter.Expression.Or;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads one expression by recursive descent, following the grammar of http-api §2 rule by rule: each method tries one
 * rule, and either goes past it or leaves the place as it was and returns null. Alternatives look back no further than
 * one comparison, so the time is proportional to the length. For use by one thread, once.
 */
final class Parser {
    /** Longest expression, in characters. */
    static final int LONGEST = 65_536;

    /** Deepest nesting of parentheses and {@code not}s. */
    static final int DEEPEST = 200;

    private final Scanner in;
    private int depth;

    Parser(String text) {
        if (text.length() > LONGEST) {
            throw new FilterException("expression is longer than " + LONGEST + " characters");
        }
        in = new Scanner(text);
    }

    /** The whole text as one expression. */
    Expression parse() {
        in.skipSpace();
        Expression expression = or();
        if (expression != null) {
            in.skipSpace();
            if (in.end()) {
                return expression;
            }
        }
        throw in.noMatch();
    }

    private Expression or() {
        Expression first = and();
        if (first == null) {
            return null;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        for (Expression next = operand("or"); next != null; next = operand("or")) {
            parts.add(next);
        }
        return parts.size() == 1 ? first : new Or(parts);
    }

    private Expression and() {
        Expression first = not();
        if (first == null) {
            return null;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        for (Expression next = operand("and"); next != null; next = operand("and")) {
            parts.add(next);
        }
        return parts.size() == 1 ? first : new And(parts);
    }

    /** The word and what is joined by it. */
    private Expression operand(String word) {
        int mark = in.mark();
        if (in.word(word) && in.space()) {
            Expression operand = word.equals("or") ? and() : not();
            if (operand != null) {
                return operand;
            }
        }
        in.back(mark);
        return null;
    }

    private Expression not() {
        if (++depth > DEEPEST) {
            throw in.fault("grouping", "Nested deeper than " + DEEPEST + " levels");
        }
        try {
            int mark = in.mark();
            if (in.literal("not") && in.space()) {
                Expression operand = not();
                if (operand != null) {
                    return new Not(operand);
                }
            }
            in.back(mark);
            return group();
        } finally {
            depth--;
        }
    }

    private Expression group() {
        int mark = in.mark();
        if (in.literal("(")) {
            in.skipSpace();
            Expression inside = or();
            if (inside != null) {
                in.skipSpace();
                if (in.literal(")")) {
                    return inside;
                }
                throw in.fault("grouping", "Unmatched parentheses");
            }
        }
        in.back(mark);
        return match();
    }

    private Expression match() {
        int mark = in.mark();
        List<String> selector = selector();
        if (selector != null) {
            Expression match = comparison(selector);
            if (match != null) {
                return match;
            }
        }
        in.back(mark);
        return membership();
    }

    /** What may follow a selector on the left. */
    private Expression comparison(List<String> selector) {
        int mark = in.mark();
        Operator operator = binary();
        if (operator != null) {
            String value = value();
            if (value != null) {
                return new Match(selector, operator, value);
            }
        }
        in.back(mark);
        boolean is = in.word("is");
        int afterIs = in.mark();
        if (is && in.word("empty")) {
            return new Match(selector, Operator.IS_EMPTY, null);
        }
        in.back(afterIs);
        if (is && in.word("not") && in.word("empty")) {
            return new Match(selector, Operator.IS_NOT_EMPTY, null);
        }
        in.back(mark);
        return null;
    }

    private Operator binary() {
        int mark = in.mark();
        if (symbol("==")) {
            return Operator.EQUAL;
        }
        in.back(mark);
        if (symbol("!=")) {
            return Operator.NOT_EQUAL;
        }
        in.back(mark);
        if (in.word("contains") && in.space()) {
            return Operator.IN;
        }
        in.back(mark);
        if (in.word("not") && in.word("contains") && in.space()) {
            return Operator.NOT_IN;
        }
        in.back(mark);
        if (in.word("matches") && in.space()) {
            return Operator.MATCHES;
        }
        in.back(mark);
        if (in.word("not") && in.word("matches") && in.space()) {
            return Operator.NOT_MATCHES;
        }
        in.back(mark);
        return null;
    }

    private boolean symbol(String symbol) {
        in.skipSpace();
        if (!in.literal(symbol)) {
            return false;
        }
        in.skipSpace();
        return true;
    }

    /** A value that is in, or not in, what a selector leads to. */
    private Expression membership() {
        int mark = in.mark();
        String value = value();
        Operator operator = value == null ? null : in();
        if (operator == null) {
            in.back(mark);
            return null;
        }
        List<String> selector = selector();
        if (selector == null) {
            throw in.fault("match", "Invalid selector");
        }
        return new Match(selector, operator, value);
    }

    private Operator in() {
        int mark = in.mark();
        if (in.word("in") && in.space()) {
            return Operator.IN;
        }
        in.back(mark);
        if (in.word("not") && in.word("in") && in.space()) {
            return Operator.NOT_IN;
        }
        in.back(mark);
        return null;
    }

    private List<String> selector() {
        String first = in.identifier();
        if (first == null) {
            return null;
        }
        List<String> parts = new ArrayList<>(List.of(first));
        for (String next = nextPart(); next != null; next = nextPart()) {
            parts.add(next);
        }
        return parts;
    }

    private String nextPart() {
        int mark = in.mark();
        if (in.literal(".")) {
            String name = in.identifier();
            if (name != null) {
                return name;
            }
        }
        in.back(mark);
        if (!in.literal("[")) {
            in.back(mark);
            return null;
        }
        in.skipSpace();
        String name = in.string();
        if (name == null) {
            throw in.fault("index", "Invalid index");
        }
        in.skipSpace();
        if (!in.literal("]")) {
            throw in.fault("index", "Unclosed index expression");
        }
        return name;
    }

    private String value() {
        List<String> bare = selector();
        if (bare != null) {
            return String.join(".", bare);
        }
        String number = in.number();
        return number != null ? number : in.string();
    }
}
