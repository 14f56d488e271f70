package io.curia.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    @Test
    void theCommittedPageIsTheOneMadeFromTheDeclarations() throws IOException {
        // surefire runs in the module's directory, one below the repository's
        var committed = Files.readString(Path.of("..", "docs", "configuration.md"));
        assertThat(committed)
                .as("docs/configuration.md is out of date; its second paragraph says how to make it")
                .isEqualTo(ConfigurationPage.render());
    }

    @Test
    void everySettingHasADefaultThatItAccepts() {
        for (Setting<?> setting : KnownSettings.all()) {
            setting.defaultValue()
                    .ifPresent(text ->
                            assertThat(setting.parse(text)).as(setting.name()).isNotNull());
        }
    }

    @Test
    void everyDeclaredTypeIsExplained() {
        var page = ConfigurationPage.render();
        KnownSettings.all().stream()
                .map(setting -> setting.type().name())
                .filter(type -> !type.equals("text") && !type.equals("integer"))
                .forEach(type -> assertThat(page).contains("\n| " + type + " | "));
    }
}
