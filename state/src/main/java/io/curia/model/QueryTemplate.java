package io.curia.model;

import io.curia.model.Field.Flag;
import io.curia.model.Field.Value;
import java.util.Objects;

/**
 * What makes a prepared query a template (state-store §8).
 *
 * @param type {@code name_prefix_match}, or an empty text for a query that is no template
 * @param regexp what names are matched with; may be empty
 * @param removeEmptyTags whether tags are dropped that became empty
 */
public record QueryTemplate(String type, String regexp, boolean removeEmptyTags) {
    private static final Shape.Fields<QueryTemplate> FIELDS = new Shape.Fields<>();
    private static final Value<QueryTemplate, String> TYPE = FIELDS.text("Type", QueryTemplate::type);
    private static final Value<QueryTemplate, String> REGEXP = FIELDS.text("Regexp", QueryTemplate::regexp);
    private static final Flag<QueryTemplate> REMOVE_EMPTY_TAGS =
            FIELDS.flag("RemoveEmptyTags", QueryTemplate::removeEmptyTags);

    /** Its fields. */
    public static final Shape<QueryTemplate> SHAPE =
            FIELDS.make(draft -> new QueryTemplate(draft.get(TYPE), draft.get(REGEXP), draft.get(REMOVE_EMPTY_TAGS)));

    /** No template. */
    public static final QueryTemplate EMPTY = SHAPE.zero();

    public QueryTemplate {
        Objects.requireNonNull(type);
        Objects.requireNonNull(regexp);
    }
}
