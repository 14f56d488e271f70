package io.curia.model;

import static io.curia.model.Trait.Plain.OMIT_EMPTY;
import static io.curia.model.Trait.Plain.SNAKE_CASE;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import io.curia.model.Field.Whole;
import java.util.Objects;

/**
 * One HTTP path that a proxy serves without encryption.
 *
 * @param listenerPort where the proxy listens for it
 * @param path the path
 * @param localPathPort where the service listens
 * @param protocol {@code http} or {@code http2}
 * @param parsedFromCheck whether it was made from an HTTP check
 */
public record ExposePath(int listenerPort, String path, int localPathPort, String protocol, boolean parsedFromCheck) {
    private static final Shape.Fields<ExposePath> FIELDS = new Shape.Fields<>();
    private static final Whole<ExposePath> LISTENER_PORT =
            FIELDS.int32("ListenerPort", ExposePath::listenerPort, SNAKE_CASE, OMIT_EMPTY);
    private static final Value<ExposePath, String> PATH = FIELDS.text("Path", ExposePath::path, OMIT_EMPTY);
    private static final Whole<ExposePath> LOCAL_PATH_PORT =
            FIELDS.int32("LocalPathPort", ExposePath::localPathPort, SNAKE_CASE, OMIT_EMPTY);
    private static final Value<ExposePath, String> PROTOCOL = FIELDS.text("Protocol", ExposePath::protocol, OMIT_EMPTY);
    private static final Flag<ExposePath> PARSED_FROM_CHECK =
            FIELDS.flag("ParsedFromCheck", ExposePath::parsedFromCheck, SNAKE_CASE, OMIT_EMPTY);

    /** Its fields. */
    public static final Shape<ExposePath> SHAPE = FIELDS.make(draft -> new ExposePath(
            (int) draft.get(LISTENER_PORT),
            draft.get(PATH),
            (int) draft.get(LOCAL_PATH_PORT),
            draft.get(PROTOCOL),
            draft.get(PARSED_FROM_CHECK)));

    public ExposePath {
        Objects.requireNonNull(path);
        Objects.requireNonNull(protocol);
    }
}
