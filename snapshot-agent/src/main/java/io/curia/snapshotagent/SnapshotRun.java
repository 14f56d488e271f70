package io.curia.snapshotagent;

import io.curia.client.Faults;
import io.curia.snapshotagent.RunRecord.TargetRecord;
import io.curia.snapshotagent.cluster.ServerApi;
import io.curia.snapshotagent.config.AgentConfig;
import io.curia.snapshotagent.config.LocalStorage;
import io.curia.snapshotagent.storage.SnapshotTarget;
import io.curia.snapshotagent.storage.UnfinishedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes archives and puts them into storages. Used by one thread, whose interruption ends a run. */
final class SnapshotRun {
    private final ServerApi api;
    private final AgentConfig config;
    private final UnfinishedFiles unfinishedFiles;
    private final AgentLog log;
    private long lastId;

    /** An archive on its way lies in a directory that a setting names. */
    private record Scratch(String setting, Path directory) {}

    SnapshotRun(ServerApi api, AgentConfig config, UnfinishedFiles unfinishedFiles, AgentLog log) {
        this.api = api;
        this.config = config;
        this.unfinishedFiles = unfinishedFiles;
        this.log = log;
    }

    /** Takes one archive and stores it; whatever fails is in the record. */
    RunRecord take(List<SnapshotTarget> targets) throws InterruptedException {
        var started = Instant.now();
        long id = id(started);
        removeLeftovers();
        Path archive = null;
        RunRecord run;
        try {
            archive = download();
            run = store(started, id, archive, targets);
        } catch (IOException | RuntimeException e) {
            run = new RunRecord(started, since(started), id, 0, 0, List.of(), Faults.line(e));
        }
        discard(archive);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return run;
    }

    private RunRecord store(Instant started, long id, Path archive, List<SnapshotTarget> targets) throws IOException {
        long bytes = Files.size(archive);
        long index = 0;
        var records = new ArrayList<TargetRecord>();
        for (var target : targets) {
            var stored = Stored.put(target, id, archive, config.schedule().retain());
            index = Math.max(index, stored.index());
            records.add(stored.record());
        }
        return new RunRecord(started, since(started), id, index, bytes, records, "");
    }

    /** Unix nanoseconds, and later than any before. */
    private long id(Instant time) {
        lastId = Math.max(lastId + 1, time.getEpochSecond() * 1_000_000_000 + time.getNano());
        return lastId;
    }

    private static Duration since(Instant start) {
        return Duration.between(start, Instant.now());
    }

    /** Fetches an archive, whole and sound, into a file of its own. */
    private Path download() throws IOException {
        var scratch = scratch();
        var file = unfinishedFiles.create(scratch.setting(), scratch.directory());
        boolean whole = false;
        try {
            try (InputStream in = api.snapshot(config.schedule().stale());
                    var out = UnfinishedFiles.write(file)) {
                in.transferTo(out);
            }
            UnfinishedFiles.force(file);
            try (InputStream in = Files.newInputStream(file)) {
                ArchiveCheck.sums(in);
            }
            whole = true;
            return file;
        } finally {
            if (!whole) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Scratch scratch() {
        if (config.scratch().isPresent()) {
            return new Scratch("scratch-path", config.scratch().get());
        }
        return localDirectories()
                .findFirst()
                .map(each -> new Scratch("local-path", each))
                .orElseGet(() -> new Scratch("java.io.tmpdir", Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private Stream<Path> localDirectories() {
        return config.storages().stream().filter(LocalStorage.class::isInstance).map(each -> ((LocalStorage) each)
                .directory());
    }

    /** What an agent left that died: this one writes nothing yet, and none with the same lock does. */
    private void removeLeftovers() {
        Stream.concat(Stream.of(scratch().directory()), localDirectories())
                .distinct()
                .forEach(this::removeLeftovers);
    }

    private void removeLeftovers(Path directory) {
        try {
            for (var file : unfinishedFiles.removeLeft(directory)) {
                log.log(Level.INFO, "Removed " + file + ", which an agent left that died");
            }
        } catch (IOException | DirectoryIteratorException e) {
            log.log(Level.WARNING, "what agents left that died cannot be removed: " + Faults.line(e));
        }
    }

    private void discard(Path archive) {
        try {
            if (archive != null) {
                Files.deleteIfExists(archive);
            }
        } catch (IOException e) {
            // the next run tries again
            log.log(Level.WARNING, archive + " cannot be deleted: " + Faults.line(e));
        }
    }

    /**
     * What became of an archive in one storage.
     *
     * @param index of the last change in it; 0 if it was not stored
     */
    private record Stored(TargetRecord record, long index) {
        static Stored put(SnapshotTarget target, long id, Path archive, int retain) {
            long index;
            try {
                target.store(id, archive);
                index = verified(target, id);
            } catch (IOException | RuntimeException e) {
                String undone = remove(target, id)
                        .map(why -> "; nor can it be removed: " + why)
                        .orElse("");
                return new Stored(new TargetRecord(target.description(), false, 0, Faults.line(e) + undone), 0);
            }
            try {
                return new Stored(new TargetRecord(target.description(), true, rotate(target, id, retain), ""), index);
            } catch (IOException | RuntimeException e) {
                String why = "old archives cannot be removed: " + Faults.line(e);
                return new Stored(new TargetRecord(target.description(), true, 0, why), index);
            }
        }

        /** Looks at what the storage really holds. */
        private static long verified(SnapshotTarget target, long id) throws IOException {
            try (InputStream in = target.open(id)) {
                return ArchiveCheck.records(in);
            }
        }

        /** Takes away what may be damaged; tells why it could not. */
        private static Optional<String> remove(SnapshotTarget target, long id) {
            boolean interrupted = Thread.interrupted();
            try {
                target.remove(id);
                return Optional.empty();
            } catch (IOException | RuntimeException e) {
                return Optional.of(Faults.line(e));
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** What was just stored stays, though others may have been named by clocks that were ahead. */
        private static int rotate(SnapshotTarget target, long newest, int retain) throws IOException {
            var others = retain == 0
                    ? List.<Long>of()
                    : target.stored().stream().filter(each -> each != newest).toList();
            int surplus = Math.max(0, others.size() + 1 - retain);
            for (long old : others.subList(0, Math.min(surplus, others.size()))) {
                target.remove(old);
            }
            return surplus;
        }
    }
}
