package io.curia.model;

import java.util.Objects;

/**
 * What makes a prepared query a template (state-store §8).
 *
 * @param type {@code name_prefix_match}, or an empty text for a query that is no template
 * @param regexp what names are matched with; may be empty
 * @param removeEmptyTags whether tags are dropped that became empty
 */
public record QueryTemplate(String type, String regexp, boolean removeEmptyTags) {
    /** No template. */
    public static final QueryTemplate EMPTY = new QueryTemplate("", "", false);

    public QueryTemplate {
        Objects.requireNonNull(type);
        Objects.requireNonNull(regexp);
    }
}
