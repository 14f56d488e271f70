package io.curia.snapshotagent.storage;

import io.curia.snapshotagent.config.LocalStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;

/** A directory. An archive gets its name once it is whole and on the disk; only its owner may read it. */
final class LocalTarget implements SnapshotTarget {
    private static final String SETTING = "local-path";

    private final LocalStorage storage;
    private final UnfinishedFiles unfinishedFiles;

    LocalTarget(LocalStorage storage, UnfinishedFiles unfinishedFiles) {
        this.storage = storage;
        this.unfinishedFiles = unfinishedFiles;
    }

    @Override
    public String description() {
        return storage.description();
    }

    @Override
    public void store(long id, Path archive) throws IOException {
        // here and not in the scratch directory, which may be on another file system
        var unfinished = unfinishedFiles.create(SETTING, storage.directory());
        try {
            try (var in = Files.newInputStream(archive);
                    var out = UnfinishedFiles.write(unfinished)) {
                in.transferTo(out);
            }
            UnfinishedFiles.force(unfinished);
            Files.move(unfinished, file(id), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        forceDirectory();
    }

    private void forceDirectory() throws IOException {
        try (var directory = FileChannel.open(storage.directory(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public InputStream open(long id) throws IOException {
        return Files.newInputStream(file(id));
    }

    @Override
    public List<Long> stored() throws IOException {
        try (var files = Files.list(storage.directory())) {
            return files.filter(LocalTarget::isFile)
                    .map(file -> SnapshotName.id(file.getFileName().toString()))
                    .filter(OptionalLong::isPresent)
                    .map(OptionalLong::getAsLong)
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void remove(long id) throws IOException {
        if (isFile(file(id))) {
            Files.deleteIfExists(file(id));
        }
    }

    @Override
    public void close() {
        // nothing is kept open
    }

    /** Directories and links that are named as archives are were made by others. */
    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private Path file(long id) {
        return storage.directory().resolve(SnapshotName.of(id));
    }
}
