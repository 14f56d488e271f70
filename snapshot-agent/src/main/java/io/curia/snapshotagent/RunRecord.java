package io.curia.snapshotagent;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one run did.
 *
 * @param id of the archive, a number that is in its name
 * @param index of the last change in the archive; 0 if the run did not come so far
 * @param bytes length of the archive; 0 if the run did not come so far
 * @param targets what became of it in each storage; empty if the run did not come so far
 * @param error why the run failed as a whole, empty if it did not
 */
public record RunRecord(
        Instant started, Duration took, long id, long index, long bytes, List<TargetRecord> targets, String error) {
    /**
     * What became of an archive in one storage.
     *
     * @param target the storage's description
     * @param stored whether it is there and was verified
     * @param removed how many old archives were removed
     * @param error why it was not stored, or old ones not removed; empty if nothing failed
     */
    public record TargetRecord(String target, boolean stored, int removed, String error) {
        public TargetRecord {
            Objects.requireNonNull(target);
            Objects.requireNonNull(error);
        }
    }

    public RunRecord {
        Objects.requireNonNull(started);
        Objects.requireNonNull(took);
        targets = List.copyOf(targets);
        Objects.requireNonNull(error);
    }

    /** Whether the archive is in every storage that it was meant for. */
    public boolean succeeded() {
        return error.isEmpty() && targets.stream().allMatch(TargetRecord::stored);
    }

    /** All that went wrong, in one line; empty if nothing did. */
    public String faults() {
        var faults = new java.util.ArrayList<String>();
        if (!error.isEmpty()) {
            faults.add(error);
        }
        targets.stream()
                .map(TargetRecord::error)
                .filter(each -> !each.isEmpty())
                .forEach(faults::add);
        return String.join("; ", faults);
    }
}
