package io.curia.agent.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The end of what a check has said: the newest bytes up to a limit, and how many there were. For use by one thread. */
public final class Output {
    /** The limit when a definition names none, in bytes. */
    public static final int DEFAULT_LIMIT = 4096;

    private final byte[] newest;
    private long total;

    /** Keeps so many bytes; at least one. */
    public Output(int limit) {
        newest = new byte[Math.max(1, limit)];
    }

    /** The limit of a definition that says so many bytes, 0 for the default. */
    public static int limit(long wished) {
        return wished <= 0 ? DEFAULT_LIMIT : (int) Math.min(wished, DEFAULT_LIMIT);
    }

    /** Cuts what was reported to its first bytes and says so at its end; a short text stays as it is. */
    public static String cut(String text, int limit) {
        byte[] bytes = text.getBytes(UTF_8);
        return bytes.length <= limit
                ? text
                : new String(bytes, 0, limit, UTF_8) + " ... (captured " + limit + " of " + bytes.length + " bytes)";
    }

    /** Takes the first {@code length} bytes. */
    void add(byte[] bytes, int length) {
        for (int i = Math.max(0, length - newest.length); i < length; i++) {
            newest[(int) ((total + i) % newest.length)] = bytes[i];
        }
        total += length;
    }

    /** What was kept, and no word on what was not. */
    String newest() {
        if (total <= newest.length) {
            return new String(newest, 0, (int) total, UTF_8);
        }
        int start = (int) (total % newest.length);
        byte[] inOrder = Arrays.copyOfRange(newest, start, newest.length + start);
        System.arraycopy(newest, 0, inOrder, newest.length - start, start);
        return new String(inOrder, UTF_8);
    }

    /** What was kept; when there was more, headed by a line that says so. */
    @Override
    public String toString() {
        return total <= newest.length
                ? newest()
                : "Captured " + newest.length + " of " + total + " bytes\n...\n" + newest();
    }
}
