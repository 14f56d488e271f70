package io.curia.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RecordingsTest {
    @Test
    void everyFileIsRead() throws IOException, URISyntaxException {
        var cases = Path.of(Recordings.class.getResource("cases").toURI());
        try (var files = Files.list(cases)) {
            assertThat(Recordings.all().stream()
                            .map(each -> each.family() + ".json")
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString()).toList());
        }
        assertThat(Recordings.all()).hasSize(133);
        assertThat(Recordings.all().stream().map(Conversation::fullName)).doesNotHaveDuplicates();
    }

    @Test
    void theListNamesWhatIsExpectedOfCuria() {
        assertThat(Recordings.expected().stream()
                        .mapToInt(Conversation::counted)
                        .sum())
                .isEqualTo(658);
        assertThat(Recordings.expected()).noneMatch(each -> each.requires().contains("acl"));
    }

    @Test
    void aListLeavesOutSingleOnes() {
        var listed = Recordings.listed("# a remark\nhttp\nstatus # another\n-http/gzip  # and why\n");
        assertThat(listed).hasSize(7).noneMatch(each -> each.fullName().equals("http/gzip"));
        assertThatThrownBy(() -> Recordings.listed("status\n-status/nothing")).hasMessageContaining("status/nothing");
        assertThatThrownBy(() -> Recordings.listed("nothing")).hasMessageContaining("nothing");
    }
}
