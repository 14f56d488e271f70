package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import java.util.List;

/**
 * What a proxy serves without encryption.
 *
 * @param checks whether the paths of all HTTP checks are
 * @param paths further paths; null and empty differ
 */
public record ExposeConfig(boolean checks, List<ExposePath> paths) {
    private static final Shape.Fields<ExposeConfig> FIELDS = new Shape.Fields<>();
    private static final Flag<ExposeConfig> CHECKS = FIELDS.flag("Checks", ExposeConfig::checks, OMIT_EMPTY);
    private static final Value<ExposeConfig, List<ExposePath>> PATHS =
            FIELDS.rows("Paths", ExposeConfig::paths, ExposePath.SHAPE, OMIT_EMPTY);

    /** Its fields. */
    public static final Shape<ExposeConfig> SHAPE =
            FIELDS.make(draft -> new ExposeConfig(draft.get(CHECKS), draft.get(PATHS)));

    /** Nothing. */
    public static final ExposeConfig EMPTY = SHAPE.zero();

    public ExposeConfig {
        paths = Lists.copyOf(paths);
    }
}
