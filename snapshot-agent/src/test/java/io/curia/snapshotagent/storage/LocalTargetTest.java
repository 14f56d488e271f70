package io.curia.snapshotagent.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.curia.snapshotagent.TestConfigs;
import io.curia.snapshotagent.config.AgentName;
import io.curia.snapshotagent.config.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTargetTest {
    @TempDir
    Path dir;

    private Path archive;
    private Path place;
    private SnapshotTarget target;

    @BeforeEach
    void makeTarget() throws IOException {
        archive = Files.writeString(dir.resolve("archive"), "content");
        place = dir.resolve("made/when/needed");
        var config = TestConfigs.once("http://127.0.0.1:8500", "lock", place);
        target = SnapshotTarget.of(new LocalStorage(place), UnfinishedFiles.of(config, AgentName.ofNode("test")));
    }

    @Test
    void storesUnderTheNameOfTheIdForItsOwnerOnly() throws IOException {
        target.store(1479360073448728784L, archive);
        var file = place.resolve("consul-1479360073448728784.snap");
        assertThat(file).hasContent("content");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(place).isDirectoryContaining(file::equals).isNotEmptyDirectory();
        try (var all = Files.list(place)) {
            assertThat(all).containsExactly(file);
        }
        try (var in = target.open(1479360073448728784L)) {
            assertThat(in).hasContent("content");
        }
    }

    @Test
    void knowsAndRemovesItsArchivesAndNothingElse() throws IOException {
        for (long id : new long[] {100, 20, 3}) {
            target.store(id, archive);
        }
        for (String other : new String[] {"consul-.snap", "consul-7.snap.tmp", "consul-x.snap", "backup.snap"}) {
            Files.writeString(place.resolve(other), "");
        }
        assertThat(target.stored()).containsExactly(3L, 20L, 100L);
        target.remove(20);
        target.remove(20);
        assertThat(target.stored()).containsExactly(3L, 100L);
        assertThat(place.resolve("backup.snap")).exists();
    }

    @Test
    void whatFailsLeavesNothing() throws IOException {
        Files.createDirectories(place.resolve("consul-5.snap/in-the-way"));
        assertThatThrownBy(() -> target.store(5, archive)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> target.store(6, dir.resolve("missing"))).isInstanceOf(IOException.class);
        try (var all = Files.list(place)) {
            assertThat(all).containsExactly(place.resolve("consul-5.snap"));
        }
    }

    @Test
    void whatIsNoFileIsNoArchiveWhateverItsName() throws IOException {
        var directory = Files.createDirectories(place.resolve("consul-2.snap"));
        var link = Files.createSymbolicLink(place.resolve("consul-3.snap"), archive);
        target.store(4, archive);
        assertThat(target.stored()).containsExactly(4L);
        target.remove(2);
        target.remove(3);
        assertThat(directory).isDirectory();
        assertThat(link).isSymbolicLink();
    }
}
