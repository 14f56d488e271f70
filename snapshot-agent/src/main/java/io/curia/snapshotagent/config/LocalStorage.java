package io.curia.snapshotagent.config;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A directory of the agent's machine.
 *
 * @param directory made if it is not there
 */
public record LocalStorage(Path directory) implements Storage {
    public LocalStorage {
        Objects.requireNonNull(directory);
    }

    @Override
    public String description() {
        return directory.toAbsolutePath().normalize().toString();
    }
}
