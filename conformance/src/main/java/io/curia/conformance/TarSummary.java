package io.curia.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.json.JsonObject;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What recordings say of a snapshot: the {@code members} of the tar file, its {@code meta}, of which members there are
 * {@code sums_of}, and whether {@code sums_hold}. Stateless.
 */
final class TarSummary {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;

    private TarSummary() {}

    /** @throws PlayException if this is no tar file of plain members */
    static JsonObject of(byte[] tar) throws PlayException {
        var members = members(tar);
        var summary = Json.PROVIDER.createObjectBuilder();
        summary.add("members", Json.PROVIDER.createArrayBuilder(members.keySet()));
        if (members.containsKey("meta.json")) {
            summary.add("meta", Json.read(members.get("meta.json")));
        }
        if (members.containsKey("SHA256SUMS")) {
            var sums = new String(members.get("SHA256SUMS"), US_ASCII)
                    .lines()
                    .map(line -> line.split("  ", 2))
                    .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (one, same) -> one, TreeMap::new));
            summary.add("sums_of", Json.PROVIDER.createArrayBuilder(sums.keySet()));
            summary.add("sums_hold", sums.entrySet().stream().allMatch(sum -> Content.sha256(
                            members.getOrDefault(sum.getKey(), new byte[0]))
                    .equals(sum.getValue())));
        }
        return summary.build();
    }

    private static Map<String, byte[]> members(byte[] tar) throws PlayException {
        var members = new TreeMap<String, byte[]>();
        try {
            for (int at = 0; at < tar.length && tar[at] != 0; ) {
                int size =
                        Integer.parseInt(field(tar, at + SIZE_AT, SIZE_LENGTH).strip(), 8);
                int start = at + BLOCK;
                if (start + size > tar.length) {
                    throw new PlayException("the tar file is cut short");
                }
                members.put(field(tar, at, NAME_LENGTH), Arrays.copyOfRange(tar, start, start + size));
                at = start + (size + BLOCK - 1) / BLOCK * BLOCK;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new PlayException("body is no tar file: " + e.getMessage(), e);
        }
        return members;
    }

    private static String field(byte[] tar, int at, int length) {
        String field = new String(tar, at, length, US_ASCII);
        int end = field.indexOf(0);
        return end < 0 ? field : field.substring(0, end);
    }
}
