package io.curia.server.config;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The declaration of one setting.
 *
 * @param name its full name, beginning with {@code curia.}
 * @param type how its text is read
 * @param defaultValue the text of the value when none is given; empty when that is worked out at the start
 * @param defaultShown what the reference page says about the default
 * @param rule what a value must fulfil beyond its type; empty when the type says it all
 * @param early whether the application server needs it before the properties file is read, so it cannot stand there
 * @param description one or two sentences for the administrator
 */
record Setting<T>(
        String name,
        SettingType<T> type,
        Optional<String> defaultValue,
        String defaultShown,
        Optional<Rule<T>> rule,
        boolean early,
        String description) {
    /** The beginning of every setting's name. */
    static final String PREFIX = "curia.";

    /** A condition on values and its wording, which follows "must be". */
    record Rule<T>(String wording, Predicate<T> holds) {}

    Setting {
        if (!name.startsWith(PREFIX)) {
            throw new IllegalArgumentException(name);
        }
        Objects.requireNonNull(type);
        Objects.requireNonNull(description);
    }

    /** A setting whose default is a fixed text. */
    static <T> Setting<T> of(String name, SettingType<T> type, String defaultValue, String description) {
        return new Setting<>(
                PREFIX + name,
                type,
                Optional.of(defaultValue),
                "`" + defaultValue + "`",
                Optional.empty(),
                false,
                description);
    }

    /** A setting whose default is worked out at the start; {@code defaultShown} tells how. */
    static <T> Setting<T> derived(String name, SettingType<T> type, String defaultShown, String description) {
        return new Setting<>(PREFIX + name, type, Optional.empty(), defaultShown, Optional.empty(), false, description);
    }

    /** The same with a condition on its values; {@code wording} follows "must be". */
    Setting<T> must(String wording, Predicate<T> holds) {
        return new Setting<>(
                name, type, defaultValue, defaultShown, Optional.of(new Rule<>(wording, holds)), early, description);
    }

    /** The same, but refused in the properties file. */
    Setting<T> neededEarly() {
        return new Setting<>(name, type, defaultValue, defaultShown, rule, true, description);
    }

    /** The environment variable that sets it, by MicroProfile Config's rules. */
    String environmentName() {
        return environmentName(name);
    }

    /** The environment variable that would set a property of any name. */
    static String environmentName(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /**
     * Reads and checks a value.
     *
     * @throws IllegalArgumentException if it is not of the type or breaks the rule; the message says which
     */
    T parse(String text) {
        T value = type.parser().apply(text.strip());
        rule.filter(r -> !r.holds().test(value)).ifPresent(r -> {
            throw new IllegalArgumentException("must be " + r.wording());
        });
        return value;
    }
}
