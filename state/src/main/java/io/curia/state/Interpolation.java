package io.curia.state;

import com.google.re2j.Matcher;

/**
 * Puts values in the place of <code>${…}</code> in texts of a query template: <code>name.full</code>,
 * <code>name.prefix</code>, <code>name.suffix</code>, <code>agent.segment</code>, <code>match(N)</code> and quoted texts.
 * <code>$${</code> stands for <code>${</code> itself.
 */
final class Interpolation {
    private static final String MATCH = "match(";

    private final String prefix;
    private final String name;
    private final String segment;
    private final Matcher matches;

    /**
     * @param prefix the template's own name
     * @param name the whole name asked for
     * @param segment the network segment of whoever asks
     * @param matches what the template's expression found in the name, or null
     */
    Interpolation(String prefix, String name, String segment, Matcher matches) {
        this.prefix = prefix;
        this.name = name;
        this.segment = segment;
        this.matches = matches;
    }

    /** @throws StateException if there is no value for an expression, or it has no end */
    String apply(String text) {
        var out = new StringBuilder();
        int at = 0;
        for (int open; (open = text.indexOf("${", at)) >= 0; ) {
            if (open > at && text.charAt(open - 1) == '$') {
                out.append(text, at, open - 1).append("${");
                at = open + 2;
                continue;
            }
            int close = end(text, open + 2);
            out.append(text, at, open)
                    .append(value(text.substring(open + 2, close).strip()));
            at = close + 1;
        }
        return out.append(text, at, text.length()).toString();
    }

    /** Where an expression ends; a brace within quotes does not end it. */
    private static int end(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '}' && !quoted) {
                return i;
            }
        }
        throw new StateException("expected \"}\" but found end of string in template: " + text);
    }

    private String value(String expression) {
        return switch (expression) {
            case "name.full" -> name;
            case "name.prefix" -> prefix;
            case "name.suffix" -> name.substring(Math.min(prefix.length(), name.length()));
            case "agent.segment" -> segment;
            default -> {
                if (isQuoted(expression)) {
                    yield unquoted(expression);
                } else if (expression.startsWith(MATCH) && expression.endsWith(")")) {
                    yield match(expression
                            .substring(MATCH.length(), expression.length() - 1)
                            .strip());
                }
                throw new StateException("unknown variable accessed in template: " + expression);
            }
        };
    }

    private String match(String argument) {
        var number = isQuoted(argument) ? unquoted(argument) : argument;
        try {
            int group = Integer.parseInt(number);
            boolean found = matches != null && group >= 0 && group <= matches.groupCount();
            var value = found ? matches.group(group) : null;
            return value == null ? "" : value;
        } catch (NumberFormatException e) {
            throw new StateException("match in template takes a number, not: " + argument);
        }
    }

    private static boolean isQuoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }
}
