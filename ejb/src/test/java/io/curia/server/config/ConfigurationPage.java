package io.curia.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the reference page of all settings from their declarations; its main method writes it to a file. */
public final class ConfigurationPage {
    private static final String HEAD = """
            # Configuration

            <!-- Made from the declarations in io.curia.server.config. Do not edit; run
                 ./mvnw -Pconfiguration-page -pl ejb -am process-test-classes -->

            Every setting can be given in three ways. A system property wins over an environment variable, and that
            over the file.

            | Where | How, for example |
            |---|---|
            | system property | `-Dcuria.raft.port=8300` |
            | environment variable: upper case, with `_` for every other character than letters and digits | `CURIA_RAFT_PORT=8300` |
            | the file `curia.properties` (UTF-8) in the server's configuration directory | `curia.raft.port=8300` |

            A name under `curia.` or `CURIA_` that is not in this table stops the start with a line that names it, and so
            does a bad value. An empty value counts as not given. (In Kubernetes a service called `curia` makes variables
            such as `CURIA_SERVICE_HOST` in every pod: set `enableServiceLinks: false`.)

            """;

    private static final String TYPES = """

            ## Types

            | Type | Form |
            |---|---|
            | address | an IPv4 or IPv6 address or a host name |
            | duration | numbers with units, `ns`, `us`, `ms`, `s`, `m` or `h`: `7s`, `250ms`, `1h30m` |
            | list of host:port | separated by commas: `10.0.0.1:8300,[fd00::2]:8300` |
            | list of key:value | separated by commas: `zone:a,release:7` |
            | path | relative ones start at the working directory of the server |
            | port | 1 to 65535 |
            | size | a number of bytes, or one with `KiB`, `MiB` or `GiB`: `64MiB` |
            | true or false | `true` or `false` |
            | UUID | `7d4da069-3453-4b1c-9a83-843130c29853` |
            """;

    private ConfigurationPage() {}

    /** Writes the page to the file named by the only argument. */
    public static void main(String[] arguments) throws IOException {
        var page = Path.of(arguments[0]);
        Files.createDirectories(page.toAbsolutePath().getParent());
        Files.writeString(page, render());
    }

    static String render() {
        var page = new StringBuilder(HEAD);
        page.append("## Settings\n\n| Name | Type | Default | Meaning |\n|---|---|---|---|\n");
        for (Setting<?> setting : KnownSettings.all()) {
            page.append("| `%s` | %s | %s | %s |\n"
                    .formatted(setting.name(), setting.type().name(), setting.defaultShown(), meaning(setting)));
        }
        return page.append(TYPES).toString();
    }

    private static String meaning(Setting<?> setting) {
        return setting.description()
                + setting.rule().map(rule -> " Must be " + rule.wording() + ".").orElse("")
                + (setting.early() ? " Not in the file, which is read after it is needed." : "");
    }
}
