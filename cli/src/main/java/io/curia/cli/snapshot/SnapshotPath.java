package io.curia.cli.snapshot;

/** Where a server gives and takes archives. */
final class SnapshotPath {
    static final String VALUE = "/v1/snapshot";

    private SnapshotPath() {}
}
