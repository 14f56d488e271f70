package io.curia.conformance;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.List;
import java.util.Set;

/**
 * One recorded conversation. Immutable.
 *
 * @param family the group of endpoints that it is about
 * @param name what it is called within its family
 * @param requires what the server must be like, such as {@code acl}
 * @param setup done first, whatever comes of it
 * @param steps what is compared
 * @param cleanup done last, whatever comes of it
 * @param allowed paths of fields that an answer may have though they were not recorded
 */
public record Conversation(
        String family,
        String name,
        Set<String> requires,
        List<Step> setup,
        List<Step> steps,
        List<Step> cleanup,
        List<String> allowed) {

    static Conversation of(String family, JsonObject recorded) {
        return new Conversation(
                family,
                recorded.getString("name"),
                Set.copyOf(texts(recorded, "requires")),
                steps(recorded, "setup"),
                steps(recorded, "steps"),
                steps(recorded, "cleanup"),
                texts(recorded, "allow_extra"));
    }

    /** Family and name, {@code kv/cas}. */
    public String fullName() {
        return family + "/" + name;
    }

    @Override
    public String toString() {
        return fullName();
    }

    /** How many steps can fail. */
    public int counted() {
        return (int) steps.stream().filter(Step::counts).count();
    }

    private static List<Step> steps(JsonObject recorded, String field) {
        return recorded.containsKey(field) ? recorded.getJsonArray(field).getValuesAs(Step::new) : List.of();
    }

    static List<String> texts(JsonObject recorded, String field) {
        return recorded.containsKey(field)
                ? recorded.getJsonArray(field).getValuesAs(JsonString::getString)
                : List.of();
    }
}
