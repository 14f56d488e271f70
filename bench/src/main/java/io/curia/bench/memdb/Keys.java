package io.curia.bench.memdb;

import java.util.Random;

/** The keys of a run: numbered ones, in an order that is random and the same every time. */
final class Keys {
    private static final int SUFFIX = 2;

    private Keys() {}

    static String[] shuffled(int count) {
        String[] keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = numbered(i);
        }
        Random random = new Random(42);
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            String key = keys[i];
            keys[i] = keys[other];
            keys[other] = key;
        }
        return keys;
    }

    /** A key of eleven characters. */
    static String numbered(int number) {
        String digits = Integer.toString(number);
        return "key-" + "0".repeat(7 - digits.length()) + digits;
    }

    /** What a key shares with its neighbours. */
    static String prefix(String key) {
        return key.substring(0, key.length() - SUFFIX);
    }

    /** The first key after those that begin with a prefix. */
    static String after(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }
}
