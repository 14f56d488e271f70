package io.curia.state;

import io.curia.memdb.ReadTxn;
import io.curia.memdb.WatchSet;
import io.curia.model.ConfigEntry;
import io.curia.model.ConfigKind;
import io.curia.model.GoTime;
import io.curia.model.Intention;
import io.curia.model.IntentionMutation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Intentions one by one, each of which is a source in the config entry of its destination (state-store §9). Their indexes
 * are those of the entry. Stateless.
 */
public final class Intentions {
    /** The name that stands for all services. */
    public static final String ANY = "*";

    private static final String NAMESPACE = "default";

    private static final Comparator<Intention> IN_ORDER = Comparator.comparing(Intention::precedence)
            .reversed()
            .thenComparing(Intention::destinationName)
            .thenComparing(Intention::sourceName);

    private Intentions() {}

    /**
     * Adds an intention that has an id.
     *
     * @throws StateException if others of its destination have none, or one has the same source
     */
    public static void create(Change change, IntentionMutation mutation) {
        var sources = sources(change.txn(), mutation.destination());
        sources.requireAllById();
        sources.add(value(mutation));
        ConfigEntries.set(change, sources.inOrder(true));
    }

    /**
     * Writes the intention with the mutation's id.
     *
     * @throws StateException if there is none, others of its destination have no ids, or one has the same source
     */
    public static void updateById(Change change, IntentionMutation mutation) {
        var sources = sourcesById(change.txn(), mutation.id(), "modify");
        sources.replaceById(mutation.id(), value(mutation));
        ConfigEntries.set(change, sources.inOrder(true));
    }

    /**
     * Deletes the intention with an id, and the entry with the last one.
     *
     * @throws StateException if there is none, or others of its destination have no ids
     */
    public static void deleteById(Change change, String id) {
        var sources = sourcesById(change.txn(), id, "delete");
        sources.removeById(id);
        put(change, byId(change.txn(), id, null).name(), sources, true);
    }

    /**
     * Writes the intention of a pair of services. All intentions of the destination lose their ids and times.
     *
     * @throws StateException if one of them still has metadata of its own, or this one is not allowed
     */
    public static void upsert(Change change, IntentionMutation mutation) {
        var sources = sources(change.txn(), mutation.destination());
        sources.putByName(mutation.source(), value(mutation));
        ConfigEntries.set(change, sources.inOrder(false));
    }

    /**
     * Deletes the intention of a pair of services, and the entry with the last one; nothing happens if it is absent. The
     * others of the destination lose their ids and times.
     *
     * @throws StateException if one of them still has metadata of its own
     */
    public static void delete(Change change, String source, String destination) {
        var sources = sources(change.txn(), destination);
        if (sources.removeByName(source)) {
            put(change, destination, sources, false);
        }
    }

    /**
     * The intention with an id, or null, with the index of config entries.
     *
     * @throws StateException if the id is no UUID
     */
    public static Indexed<Intention> get(ReadTxn txn, String id, WatchSet watch) {
        if (LegacyIntentions.inUse(txn, watch)) {
            var row = Lookups.first(txn, IntentionTables.ID, id, watch, "intention");
            return new Indexed<>(Indexes.get(txn, LegacyIntentions.INDEX_KEY, null), row);
        }
        var entry = byId(txn, id, watch);
        var found = entry == null
                ? null
                : ofEntry(entry).stream()
                        .filter(each -> each.id().equalsIgnoreCase(id))
                        .findFirst()
                        .orElse(null);
        return new Indexed<>(Indexes.get(txn, ConfigEntries.INDEX_KEY, null), found);
    }

    /** The intention of a pair of services, or null, with the index of config entries. */
    public static Indexed<Intention> exact(ReadTxn txn, String source, String destination, WatchSet watch) {
        var entry = ConfigEntries.find(txn, ConfigKind.SERVICE_INTENTIONS, destination, watch);
        var found = entry == null
                ? null
                : ofEntry(entry).stream()
                        .filter(each -> each.sourceName().equals(source))
                        .findFirst()
                        .orElse(null);
        return new Indexed<>(Indexes.get(txn, ConfigEntries.INDEX_KEY, null), found);
    }

    /** All intentions, those first that count first, with the index of config entries. */
    public static Indexed<List<Intention>> list(ReadTxn txn, WatchSet watch) {
        if (LegacyIntentions.inUse(txn, watch)) {
            var rows = Rows.toList(txn.scan(IntentionTables.INTENTIONS, watch));
            rows.sort(IN_ORDER);
            return new Indexed<>(Indexes.get(txn, LegacyIntentions.INDEX_KEY, null), rows);
        }
        return inOrder(
                txn, Rows.toList(txn.all(ConfigTables.KIND, ConfigKind.SERVICE_INTENTIONS, watch)), each -> true);
    }

    /** The intentions that decide who may call a service, those first that count first. */
    public static Indexed<List<Intention>> ofDestination(ReadTxn txn, String destination, WatchSet watch) {
        var entries = new ArrayList<ConfigEntry>();
        for (var name : List.of(destination, ANY)) {
            var entry = ConfigEntries.find(txn, ConfigKind.SERVICE_INTENTIONS, name, watch);
            if (entry != null && !entries.contains(entry)) {
                entries.add(entry);
            }
        }
        return inOrder(txn, entries, each -> true);
    }

    /** The intentions that decide whom a service may call, those first that count first. */
    public static Indexed<List<Intention>> ofSource(ReadTxn txn, String source, WatchSet watch) {
        Set<ConfigEntry> entries = new LinkedHashSet<>();
        for (var name : List.of(source, ANY)) {
            txn.all(ConfigTables.INTENTION_SOURCE, name, watch).forEach(entries::add);
        }
        return inOrder(
                txn,
                entries,
                each -> each.sourceName().equals(source) || each.sourceName().equals(ANY));
    }

    private static Indexed<List<Intention>> inOrder(
            ReadTxn txn, Iterable<ConfigEntry> entries, Predicate<Intention> wanted) {
        var found = new ArrayList<Intention>();
        entries.forEach(entry -> ofEntry(entry).stream().filter(wanted).forEach(found::add));
        found.sort(IN_ORDER);
        return new Indexed<>(Indexes.get(txn, ConfigEntries.INDEX_KEY, null), found);
    }

    private static IntentionSources sources(ReadTxn txn, String destination) {
        var entry = ConfigEntries.find(txn, ConfigKind.SERVICE_INTENTIONS, destination, null);
        return entry == null ? IntentionSources.ofNew(destination) : new IntentionSources(entry);
    }

    private static IntentionSources sourcesById(ReadTxn txn, String id, String what) {
        var entry = byId(txn, id, null);
        if (entry == null) {
            throw new StateException("Cannot " + what + " non-existent intention: '" + id + "'");
        }
        var sources = new IntentionSources(entry);
        sources.requireAllById();
        return sources;
    }

    private static ConfigEntry byId(ReadTxn txn, String id, WatchSet watch) {
        return Lookups.first(txn, ConfigTables.INTENTION_LEGACY_ID, id, watch, "config entry");
    }

    private static void put(Change change, String destination, IntentionSources sources, boolean byId) {
        if (sources.isEmpty()) {
            ConfigEntries.delete(change, ConfigKind.SERVICE_INTENTIONS, destination);
        } else {
            ConfigEntries.set(change, sources.inOrder(byId));
        }
    }

    private static Map<String, Object> value(IntentionMutation mutation) {
        if (mutation.value() == null) {
            throw new StateException("Missing intention");
        }
        return mutation.value();
    }

    private static List<Intention> ofEntry(ConfigEntry entry) {
        return entry.structs("Sources").stream()
                .map(source -> ofSource(entry, source))
                .toList();
    }

    @SuppressWarnings("unchecked") // the shapes see to it
    private static Intention ofSource(ConfigEntry entry, Map<String, Object> source) {
        var id = ConfigEntry.text(source, "LegacyID");
        var created = (GoTime) source.get("LegacyCreateTime");
        var updated = (GoTime) source.get("LegacyUpdateTime");
        var meta = id.isEmpty() ? entry.content().get("Meta") : source.get("LegacyMeta");
        return new Intention(
                id,
                ConfigEntry.text(source, "Description"),
                NAMESPACE,
                ConfigEntry.text(source, "Name"),
                NAMESPACE,
                entry.name(),
                ConfigEntry.text(source, "Type"),
                ConfigEntry.text(source, "Action"),
                (List<Object>) source.get("Permissions"),
                "",
                0,
                (Map<String, String>) meta,
                (Long) source.get("Precedence"),
                created == null ? GoTime.ZERO : created,
                updated == null ? GoTime.ZERO : updated,
                null,
                entry.createIndex(),
                entry.modifyIndex());
    }
}
