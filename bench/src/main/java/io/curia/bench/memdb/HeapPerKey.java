package io.curia.bench.memdb;

import io.curia.memdb.RadixEdit;
import io.curia.memdb.RadixTree;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Prints what a key costs in heap in a radix tree of a million: all nodes, labels and arrays, without the values, of which
 * there is but one.
 */
public final class HeapPerKey {
    private static final int COUNT = 1_000_000;
    private static final int COLLECTIONS = 4;
    private static final Object VALUE = new Object();

    private HeapPerKey() {}

    /** Takes no arguments. Run it with a collector that compacts, {@code -XX:+UseSerialGC}, and a fixed heap size. */
    public static void main(String[] arguments) {
        var random = new Random(42);
        print("key-0000001, one transaction", true, i -> text(Keys.numbered(i)));
        print("key-0000001, a transaction each", false, i -> text(Keys.numbered(i)));
        print("20 random letters and digits", true, i -> randomText(random, 20));
        print("16 random bytes (UUID)", true, i -> randomBytes(random, 16));
        print("UUID as text, 36 characters", true, i -> text(uuid(random)));
        print(
                "path of about 40 characters",
                true,
                i -> text("service/config/" + randomWord(random) + "/" + Keys.numbered(i)));
    }

    private static void print(String name, boolean oneTransaction, IntFunction<byte[]> keys) {
        long before = usedHeap();
        RadixTree<Object> tree = fill(oneTransaction, keys);
        long bytes = usedHeap() - before;
        System.out.printf("%-34s %6.1f bytes per key (%d keys)%n", name, (double) bytes / tree.size(), tree.size());
    }

    private static RadixTree<Object> fill(boolean oneTransaction, IntFunction<byte[]> keys) {
        RadixEdit<Object> edit = RadixTree.empty().edit();
        for (int i = 0; i < COUNT; i++) {
            edit.put(keys.apply(i), VALUE);
            edit = oneTransaction ? edit : edit.build().edit();
        }
        return edit.build();
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            ManagementFactory.getMemoryMXBean().gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static byte[] text(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] key = new byte[length];
        random.nextBytes(key);
        return key;
    }

    private static byte[] randomText(Random random, int length) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = (byte) Character.forDigit(random.nextInt(36), 36);
        }
        return key;
    }

    private static String randomWord(Random random) {
        return Integer.toHexString(0x1000_0000 + random.nextInt(0x1000_0000)) + "-team";
    }

    private static String uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
