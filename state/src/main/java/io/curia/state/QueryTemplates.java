package io.curia.state;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.curia.model.PreparedQuery;
import io.curia.model.QueryFailover;
import io.curia.model.QueryService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes queries of templates: puts what a name says into all texts of their service (state-store §8). */
final class QueryTemplates {
    private static final String NAME_PREFIX_MATCH = "name_prefix_match";

    private QueryTemplates() {}

    /** @throws StateException if the template is of an unknown type, or cannot be rendered even for its own name */
    static void requireValid(PreparedQuery query) {
        if (!query.template().type().equals(NAME_PREFIX_MATCH)) {
            throw new StateException("failed compiling template: Bad Template.Type '"
                    + query.template().type() + "'");
        }
        try {
            render(query, query.name(), "");
        } catch (StateException e) {
            throw new StateException("failed compiling template: " + e.getMessage(), e);
        }
    }

    /**
     * The query that a template stands for.
     *
     * @param name the whole name asked for
     * @param segment the network segment of whoever asks
     * @throws StateException if a text of the template is malformed
     */
    static PreparedQuery render(PreparedQuery template, String name, String segment) {
        var matches = matches(template.template().regexp(), name);
        var interpolation = new Interpolation(template.name(), name, segment, matches);
        return template.withService(rendered(
                template.service(), interpolation::apply, template.template().removeEmptyTags()));
    }

    private static Matcher matches(String regexp, String name) {
        if (regexp.isEmpty()) {
            return null;
        }
        try {
            var matcher = Pattern.compile(regexp).matcher(name);
            return matcher.find() ? matcher : null;
        } catch (PatternSyntaxException e) {
            throw new StateException("Bad Regexp: " + e.getMessage(), e);
        }
    }

    private static QueryService rendered(QueryService service, UnaryOperator<String> text, boolean removeEmptyTags) {
        var tags = each(service.tags(), text);
        if (removeEmptyTags) {
            tags = tags == null
                    ? List.of()
                    : tags.stream().filter(tag -> !tag.isEmpty()).toList();
        }
        var failover = service.failover();
        return new QueryService(
                text.apply(service.service()),
                new QueryFailover(failover.nearestN(), each(failover.datacenters(), text)),
                service.onlyPassing(),
                each(service.ignoreCheckIds(), text),
                text.apply(service.near()),
                tags,
                each(service.nodeMeta(), text),
                each(service.serviceMeta(), text),
                service.connect());
    }

    private static List<String> each(List<String> texts, UnaryOperator<String> text) {
        return texts == null ? null : texts.stream().map(text).toList();
    }

    private static Map<String, String> each(Map<String, String> texts, UnaryOperator<String> text) {
        if (texts == null) {
            return null;
        }
        var rendered = new LinkedHashMap<String, String>();
        texts.forEach((key, value) -> rendered.put(key, text.apply(value)));
        return rendered;
    }
}
