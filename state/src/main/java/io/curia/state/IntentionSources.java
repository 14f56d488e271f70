package io.curia.state;

import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import io.curia.model.IntentionPrecedence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The Sources of one entry of intentions, to be changed and brought into order (state-store §9). */
final class IntentionSources {
    private static final String CONSUL = "consul";

    private final ConfigEntry entry;
    private final List<Map<String, Object>> sources;

    /** The sources of an entry that exists. */
    IntentionSources(ConfigEntry entry) {
        this.entry = entry;
        this.sources = new ArrayList<>(entry.structs("Sources"));
    }

    /** The sources of an entry that does not exist: none. */
    static IntentionSources ofNew(String destination) {
        return new IntentionSources(ConfigEntry.of(ConfigKind.SERVICE_INTENTIONS, destination, Map.of()));
    }

    boolean isEmpty() {
        return sources.isEmpty();
    }

    void add(Map<String, Object> source) {
        sources.add(source);
    }

    /** Puts a source in the place of that with the name, or after all others. */
    void putByName(String name, Map<String, Object> source) {
        if (!replace(named(name), source)) {
            add(source);
        }
    }

    /** Puts a source in the place of that with the id; false if there is none. */
    boolean replaceById(String legacyId, Map<String, Object> source) {
        return replace(withId(legacyId), source);
    }

    /** Removes the source with the name; false if there is none. */
    boolean removeByName(String name) {
        return sources.removeIf(named(name));
    }

    /** Removes the source with the id; false if there is none. */
    boolean removeById(String legacyId) {
        return sources.removeIf(withId(legacyId));
    }

    /** @throws StateException if not all were made by id, so that ids cannot change them */
    void requireAllById() {
        if (sources.stream()
                .anyMatch(named -> ConfigEntry.text(named, "LegacyID").isEmpty())) {
            throw new StateException("cannot use legacy intention API to edit intentions with a destination of \""
                    + entry.name() + "\" after editing them via a service-intentions config entry");
        }
    }

    /**
     * The entry with these sources in order.
     *
     * @param byId whether they keep the ids and times of before 1.9, or lose them
     * @throws StateException if the sources cannot stand together
     */
    ConfigEntry inOrder(boolean byId) {
        var ordered = new ArrayList<Map<String, Object>>();
        sources.forEach(source -> ordered.add(normalised(source, byId)));
        ordered.sort(Comparator.comparing(source -> -(Long) source.get("Precedence")));
        requireValid(ordered, byId);
        return entry.with("Sources", ordered);
    }

    private Map<String, Object> normalised(Map<String, Object> source, boolean byId) {
        var changed = new HashMap<>(source);
        if (ConfigEntry.text(source, "Type").isEmpty()) {
            changed.put("Type", CONSUL);
        }
        changed.put("Precedence", IntentionPrecedence.of(ConfigEntry.text(source, "Name"), entry.name()));
        var meta = ConfigEntry.struct(source, "LegacyMeta");
        if (byId) {
            changed.put("LegacyMeta", meta == null ? Map.of() : meta);
        } else {
            changed.put("LegacyMeta", meta == null || meta.isEmpty() ? null : meta);
            changed.put("LegacyID", "");
            changed.put("LegacyCreateTime", null);
            changed.put("LegacyUpdateTime", null);
        }
        return changed;
    }

    private static void requireValid(List<Map<String, Object>> sources, boolean byId) {
        if (sources.isEmpty()) {
            throw new StateException("At least one source is required");
        }
        var names = new HashSet<String>();
        for (int i = 0; i < sources.size(); i++) {
            var source = sources.get(i);
            var which = "Sources[" + i + "]";
            if (!byId && source.get("LegacyMeta") != null) {
                throw new StateException(which + ".LegacyMeta must be omitted");
            } else if (!ConfigEntry.text(source, "Type").equals(CONSUL)) {
                throw new StateException(which + ".Type must be set to 'consul'");
            }
            requireAction(source, which);
            var name = ConfigEntry.text(source, "Name");
            if (!names.add(name)) {
                throw new StateException(which + " defines \"" + name + "\" more than once");
            }
        }
    }

    private static void requireAction(Map<String, Object> source, String which) {
        var action = ConfigEntry.text(source, "Action");
        if (!ConfigEntry.structs(source, "Permissions").isEmpty()) {
            if (!action.isEmpty()) {
                throw new StateException(which + ".Action must be omitted if Permissions are specified");
            }
        } else if (!action.equals("allow") && !action.equals("deny")) {
            throw new StateException(which + ".Action must be set to 'allow' or 'deny'");
        }
    }

    private boolean replace(Predicate<Map<String, Object>> which, Map<String, Object> source) {
        for (int i = 0; i < sources.size(); i++) {
            if (which.test(sources.get(i))) {
                sources.set(i, source);
                return true;
            }
        }
        return false;
    }

    private static Predicate<Map<String, Object>> named(String name) {
        return source -> ConfigEntry.text(source, "Name").equals(name);
    }

    private static Predicate<Map<String, Object>> withId(String legacyId) {
        return source -> ConfigEntry.text(source, "LegacyID").equals(legacyId);
    }
}
