package io.curia.cli.command;

/** Text that may come from anybody and goes to a terminal. Stateless. */
public final class VisibleText {
    private VisibleText() {}

    /** The text with each control character in a form that can be seen and does nothing, such as {@code \x1b}. */
    public static String of(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        var visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                visible.append(String.format("\\x%02x", c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
