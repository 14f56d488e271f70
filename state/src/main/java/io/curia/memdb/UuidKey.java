package io.curia.memdb;

import java.io.ByteArrayOutputStream;

/** UUID text to index bytes. What is refused, and with which words, is part of the wire contract of those who query. */
final class UuidKey {
    private static final int TEXT_LENGTH = 36;
    private static final int MAX_DASHES = 4;

    private UuidKey() {}

    /** The 16 bytes of a whole UUID. */
    static byte[] exact(String uuid) {
        if (uuid.length() != TEXT_LENGTH) {
            throw new IllegalArgumentException("index error: UUID must be 36 characters");
        }
        String digits = digits(uuid);
        if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException("index error: Input (without hyphens) must be even length");
        }
        return bytes(digits);
    }

    /** The whole bytes that the beginning of a UUID tells. */
    static byte[] prefix(String uuid) {
        if (uuid.length() > TEXT_LENGTH) {
            throw new IllegalArgumentException(
                    "index error: Invalid UUID length. UUID have 36 characters; got " + uuid.length());
        }
        String digits = digits(uuid);
        return bytes(digits.substring(0, digits.length() & ~1));
    }

    private static String digits(String uuid) {
        long dashes = uuid.chars().filter(c -> c == '-').count();
        if (dashes > MAX_DASHES) {
            throw new IllegalArgumentException("index error: UUID should have maximum of 4 \"-\"; got " + dashes);
        }
        return uuid.replace("-", "");
    }

    private static byte[] bytes(String digits) {
        var out = new ByteArrayOutputStream(digits.length() / 2);
        for (int i = 0; i < digits.length(); i += 2) {
            out.write(digit(digits.charAt(i)) << 4 | digit(digits.charAt(i + 1)));
        }
        return out.toByteArray();
    }

    private static int digit(char c) {
        // Character.digit alone would take digits of other scripts.
        int value = c < 0x80 ? Character.digit(c, 16) : -1;
        if (value < 0) {
            throw new IllegalArgumentException("index error: Invalid UUID: '" + c + "' is no hexadecimal digit");
        }
        return value;
    }
}
