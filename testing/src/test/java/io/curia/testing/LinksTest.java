package io.curia.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Links between the pages of this repository lead to a file, and to a heading where they name one. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\\n]*`");

    @Test
    void everyLinkLeadsSomewhere() {
        var wrong = new ArrayList<String>();
        int found = 0;
        for (var file : Repository.files(path -> path.endsWith(".md"))) {
            var link = LINK.matcher(CODE.matcher(Repository.text(file)).replaceAll(""));
            while (link.find()) {
                found++;
                var target = link.group(1).isEmpty()
                        ? file
                        : file.resolveSibling(link.group(1)).normalize();
                if (!Files.exists(Repository.root().resolve(target))
                        || link.group(2) != null && !anchors(target).contains(link.group(2))) {
                    wrong.add(file + ": " + link.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).isGreaterThan(30);
    }

    /** The headings of a page as GitHub names them in links. */
    private static Set<String> anchors(Path page) {
        var names = new HashSet<String>();
        var heading = HEADING.matcher(Repository.text(page));
        while (heading.find()) {
            names.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'));
        }
        return names;
    }
}
