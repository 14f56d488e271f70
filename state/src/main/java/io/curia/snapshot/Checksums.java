package io.curia.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The SHA-256 of each member, and the file {@code SHA256SUMS} that names them. Not thread-safe. */
final class Checksums {
    private final Map<String, MessageDigest> digests = new LinkedHashMap<>();

    Checksums(String... members) {
        for (String member : members) {
            digests.put(member, sha256());
        }
    }

    MessageDigest of(String member) {
        return digests.get(member);
    }

    byte[] write() {
        var lines = new StringBuilder();
        digests.forEach((member, digest) -> lines.append(HexFormat.of().formatHex(digest.digest()))
                .append("  ")
                .append(member)
                .append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws ArchiveException if a member is missing in the file, or one named there is absent or differs */
    @SuppressWarnings("OrphanedFormatString") // clients know the text with the letters in it
    void verify(byte[] sums) throws ArchiveException {
        var computed = new LinkedHashMap<String, String>();
        digests.forEach((member, digest) -> computed.put(member, HexFormat.of().formatHex(digest.digest())));
        Set<String> seen = new HashSet<>();
        for (String line : lines(sums)) {
            String[] words = line.strip().split("\\s+", -1);
            if (words[0].isEmpty()) {
                throw new ArchiveException("EOF");
            } else if (!isHex(words[0])) {
                throw new ArchiveException("no hex data for %x string");
            } else if (words.length < 2) {
                throw new ArchiveException(GzipSource.UNEXPECTED_EOF);
            } else if (!computed.containsKey(words[1])) {
                throw new ArchiveException("list missing hash for \"" + words[1] + "\"");
            } else if (!computed.get(words[1]).equalsIgnoreCase(words[0])) {
                throw new ArchiveException("hash check failed for \"" + words[1] + "\"");
            }
            seen.add(words[1]);
        }
        for (String member : computed.keySet()) {
            if (!seen.contains(member)) {
                throw new ArchiveException("file missing for \"" + member + "\"");
            }
        }
    }

    private static String[] lines(byte[] sums) {
        String text = new String(sums, StandardCharsets.UTF_8);
        String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return whole.isEmpty() && !text.endsWith("\n") ? new String[0] : whole.split("\n", -1);
    }

    private static boolean isHex(String word) {
        return word.length() % 2 == 0 && word.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
