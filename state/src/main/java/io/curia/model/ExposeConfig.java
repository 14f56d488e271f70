package io.curia.model;

import java.util.List;

/**
 * What a proxy serves without encryption.
 *
 * @param checks whether the paths of all HTTP checks are
 * @param paths further paths; null and empty differ
 */
public record ExposeConfig(boolean checks, List<ExposePath> paths) {
    /** Nothing. */
    public static final ExposeConfig EMPTY = new ExposeConfig(false, null);

    public ExposeConfig {
        paths = Lists.copyOf(paths);
    }
}
