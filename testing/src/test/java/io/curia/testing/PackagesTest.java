package io.curia.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of packages in {@code docs/architecture.md} is complete, and each package says itself what lives there. */
class PackagesTest {
    private static final Pattern ROW = Pattern.compile("^\\| (`io\\.curia[^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
    private static final Pattern MAIN = Pattern.compile("([\\w-]+)/src/main/java/(io/curia/.*)/[\\w-]+\\.java");
    /** Modules that are no part of the server and tell of themselves elsewhere. */
    private static final Set<String> TOOLS = Set.of("bench", "testing", "torture");

    @Test
    void thePageNamesEachPackageAndNoOther() {
        assertThat(named()).containsExactlyElementsOf(packages(".*", false));
    }

    @Test
    void eachPackageSaysWhatLivesThere() {
        assertThat(packages(".*/package-info\\.java", true)).containsExactlyElementsOf(packages(".*", true));
    }

    /** Of several names in a row, those that begin with a dot lie beside the first. */
    private static Set<String> named() {
        var names = new TreeSet<String>();
        var row = ROW.matcher(Repository.text(Path.of("docs", "architecture.md")));
        while (row.find()) {
            String beside = "";
            var name = NAME.matcher(row.group(1));
            while (name.find()) {
                names.add(name.group(1).startsWith(".") ? beside + name.group(1) : name.group(1));
                beside = beside.isEmpty() ? name.group(1).replaceFirst("\\.\\w+$", "") : beside;
            }
        }
        return names;
    }

    private static Set<String> packages(String files, boolean tools) {
        return Repository.files(path -> path.matches(files)).stream()
                .map(file -> MAIN.matcher(file.toString().replace('\\', '/')))
                .filter(main -> main.matches() && (tools || !TOOLS.contains(main.group(1))))
                .map(main -> main.group(2).replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
