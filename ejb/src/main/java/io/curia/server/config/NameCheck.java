package io.curia.server.config;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Finds names under {@code curia.} that are no setting: a mistyped name must not pass silently. */
final class NameCheck {
    private static final Set<String> NAMES =
            KnownSettings.all().stream().map(Setting::name).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ENVIRONMENT_NAMES =
            KnownSettings.all().stream().map(Setting::environmentName).collect(Collectors.toUnmodifiableSet());

    private NameCheck() {}

    /**
     * Looks through every source of the configuration.
     *
     * @throws SettingException if a name is unknown, or the properties file could not be read
     */
    static void refuseUnknown(Config config) {
        for (ConfigSource source : config.getConfigSources()) {
            if (source instanceof CuriaPropertiesSource file) {
                file.requireReadable();
                refuseEarly(config, file);
            }
            // sorted, so that of several unknown names always the same one is named
            var names = new TreeSet<>(source.getPropertyNames());
            names.forEach(name -> refuseUnknown(name, names, source));
        }
    }

    /** In the file it would seem to be set, while the application server had long used another value. */
    private static void refuseEarly(Config config, CuriaPropertiesSource file) {
        for (Setting<?> setting : KnownSettings.all()) {
            if (setting.early()
                    && file.getPropertyNames().contains(setting.name())
                    && file.getName()
                            .equals(config.getConfigValue(setting.name()).getSourceName())) {
                throw new SettingException(
                        "%s (%s) comes too late there; give it as a system property, or as environment variable %s"
                                .formatted(setting.name(), file.getName(), setting.environmentName()));
            }
        }
    }

    private static void refuseUnknown(String name, Set<String> siblings, ConfigSource source) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean underscored = lower.startsWith("curia_");
        if (!underscored && !lower.startsWith(Setting.PREFIX)) {
            // a file of ours holds nothing but settings, so there even the prefix may be what is mistyped
            if (source instanceof CuriaPropertiesSource) {
                throw unknown(name, nearest(name, NAMES), source);
            }
            return;
        }
        String environmentName = Setting.environmentName(name);
        // a source of environment variables may list each one in a dotted form as well
        if (underscored || siblings.contains(environmentName)) {
            if (!ENVIRONMENT_NAMES.contains(environmentName)) {
                throw unknown(environmentName, nearest(environmentName, ENVIRONMENT_NAMES), source);
            }
        } else if (!NAMES.contains(name)) {
            throw unknown(name, nearest(name, NAMES), source);
        }
    }

    private static SettingException unknown(String name, String nearest, ConfigSource source) {
        return new SettingException("%s (%s) is no setting of this server; the nearest is %s"
                .formatted(name, Origin.of(source.getName()), nearest));
    }

    private static String nearest(String name, Set<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(
                                k -> distance(name.toLowerCase(Locale.ROOT), k.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** The least number of characters to insert, delete or replace to make one of the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
