package io.curia.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever follows a citation such as {@code state-store §4.3} finds that section in {@code docs/spec}. */
class CitationsTest {
    private static final String PAGES = "docs/spec/";
    private static final Pattern SECTION = Pattern.compile("^#{2,3} (\\d+(?:\\.\\d+)?)[. ]", Pattern.MULTILINE);
    /** Such as {@code ### 17/18 ACL tokens}, below a section. */
    private static final Pattern TYPES =
            Pattern.compile("^### (\\d+(?:(?:/|, )\\d+)*)(?: [^.\\d]|$)", Pattern.MULTILINE);

    private static final Pattern CONTINUED_LINE = Pattern.compile("\\s*\\n\\s*(?:\\*|//|#)?\\s*");
    private static final String NUMBER = "\\d+(?:\\.\\d+)?";
    private static final Pattern CITATION = Pattern.compile(
            "(?:([a-z]+(?:-[a-z]+)+)(?:\\.md)? )?(§NUM(?:(?:, | and | to |-)§?NUM)*)(?:, types? (\\d+(?: and \\d+)*))?"
                    .replace("NUM", NUMBER));
    /** Papers are cited in the same way. */
    private static final Pattern PAPER = Pattern.compile("Raft (?:dissertation )?§[\\d.]+(?:, §[\\d.]+)*");

    private static final Pattern DIGITS = Pattern.compile(NUMBER);

    @Test
    void everyCitationLeadsToASection() {
        var sections = sections();
        var wrong = new ArrayList<String>();
        int found = 0;
        for (var file : Repository.files(CitationsTest::isRead)) {
            String own = pageOf(file);
            String text = CONTINUED_LINE.matcher(Repository.text(file)).replaceAll(" ");
            text = PAPER.matcher(text).replaceAll("");
            var citation = CITATION.matcher(text);
            int from = 0;
            while (citation.find()) {
                found++;
                String page = sections.containsKey(citation.group(1)) ? citation.group(1) : own;
                var there = sections.getOrDefault(page, Set.of());
                for (String number : named(citation)) {
                    if (!there.contains(number)) {
                        wrong.add(file + ": " + citation.group());
                    }
                }
                if (text.substring(from, citation.start()).contains("§")) {
                    wrong.add(file + ": cannot be read before " + citation.group());
                }
                from = citation.end();
            }
            if (text.substring(from).contains("§")) {
                wrong.add(file + ": cannot be read at the end");
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(found).isGreaterThan(200);
    }

    /** The numbers of sections, and of types such as {@code type 12}, that a citation names. */
    private static List<String> named(java.util.regex.Matcher citation) {
        var numbers = new ArrayList<String>();
        var section = DIGITS.matcher(citation.group(2));
        while (section.find()) {
            numbers.add(section.group());
        }
        if (citation.group(3) != null) {
            var type = DIGITS.matcher(citation.group(3));
            while (type.find()) {
                numbers.add("type " + type.group());
            }
        }
        return numbers;
    }

    private static Map<String, Set<String>> sections() {
        var pages = new HashMap<String, Set<String>>();
        for (var file : Repository.files(path -> path.startsWith(PAGES))) {
            var numbers = new HashSet<String>();
            String text = Repository.text(file);
            var section = SECTION.matcher(text);
            while (section.find()) {
                if (section.group().startsWith("### ") == section.group(1).contains(".")) {
                    numbers.add(section.group(1));
                }
            }
            var types = TYPES.matcher(text);
            while (types.find()) {
                var type = DIGITS.matcher(types.group(1));
                while (type.find()) {
                    numbers.add("type " + type.group());
                }
            }
            pages.put(pageOf(file), numbers);
        }
        assertThat(pages)
                .containsKeys("http-api", "state-store", "fsm-commands", "snapshot-format", "raft-and-autopilot");
        return pages;
    }

    private static String pageOf(Path file) {
        String name = file.getFileName().toString();
        return file.startsWith(Path.of("docs", "spec")) ? name.replace(".md", "") : "";
    }

    private static boolean isRead(String path) {
        return !path.equals(PAGES + "README.md")
                && !path.endsWith("CitationsTest.java")
                && (path.endsWith(".java") || path.endsWith(".md") || path.endsWith(".xml") || !path.contains("."));
    }
}
