package io.curia.cli.snapshot;

import io.curia.cli.command.ByteSize;
import io.curia.cli.command.JsonText;
import io.curia.cli.command.TextTable;
import io.curia.snapshot.ArchiveMeta;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.util.List;

/** Writes an inspection as {@code consul snapshot inspect} does (snapshot-format §6). Stateless. */
final class InspectionText {
    private static final String RULE = "----";

    private InspectionText() {}

    /** The tables, with line ends. */
    static String pretty(Inspection inspection) {
        String tables = meta(inspection.meta()) + "\n" + table("Type", inspection.types(), inspection.recordBytes());
        return inspection.keys() == null
                ? tables
                : tables + "\n" + table("Key Name", inspection.keys(), inspection.keyBytes());
    }

    /** What the archive says of itself, a line each. */
    static String meta(ArchiveMeta meta) {
        return new TextTable()
                .row("ID", meta.id())
                .row("Size", meta.size())
                .row("Index", Long.toUnsignedString(meta.index()))
                .row("Term", Long.toUnsignedString(meta.term()))
                .row("Version", meta.version())
                .toString();
    }

    private static String table(String heading, List<Tally> tallies, long bytes) {
        var table = new TextTable().row(heading, "Count", "Size").row(RULE, RULE, RULE);
        tallies.forEach(each -> table.row(each.name(), each.count(), ByteSize.text(each.bytes())));
        return table.row(RULE, RULE, RULE)
                .row("Total", "", ByteSize.text(bytes))
                .toString();
    }

    /** One object, without a line end. */
    static String json(Inspection inspection) {
        var json = Json.createObjectBuilder()
                .add("Meta", metaJson(inspection.meta()))
                .add("Stats", tallies(inspection.types()));
        if (inspection.keys() == null) {
            json.add("StatsKV", JsonValue.NULL);
        } else {
            json.add("StatsKV", tallies(inspection.keys()));
        }
        json.add("TotalSize", inspection.recordBytes()).add("TotalSizeKV", inspection.keyBytes());
        return JsonText.of(json.build());
    }

    private static JsonArrayBuilder tallies(List<Tally> tallies) {
        var array = Json.createArrayBuilder();
        tallies.forEach(each -> array.add(Json.createObjectBuilder()
                .add("Name", each.name())
                .add("Sum", each.bytes())
                .add("Count", each.count())));
        return array;
    }

    private static JsonObjectBuilder metaJson(ArchiveMeta meta) {
        return Json.createObjectBuilder()
                .add("ID", meta.id())
                .add("Size", meta.size())
                .add("Index", unsigned(meta.index()))
                .add("Term", unsigned(meta.term()))
                .add("Version", meta.version());
    }

    static BigInteger unsigned(long bits) {
        return new BigInteger(Long.toUnsignedString(bits));
    }
}
