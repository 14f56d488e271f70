package io.curia.web;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Decoded paths, byte by byte. */
final class Paths {
    private Paths() {}

    /**
     * The path without empty, {@code .} and {@code ..} segments; a slash at the end stays. The same array when there is
     * nothing to clean.
     */
    static byte[] clean(byte[] path) {
        return isClean(path) ? path : rebuild(path);
    }

    private static boolean isClean(byte[] path) {
        for (int from = 1, to; from < path.length; from = to + 1) {
            to = endOfSegment(path, from);
            if (isSpecial(path, from, to)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] rebuild(byte[] path) {
        Deque<byte[]> segments = new ArrayDeque<>();
        for (int from = 1, to; from < path.length; from = to + 1) {
            to = endOfSegment(path, from);
            if (!isSpecial(path, from, to)) {
                segments.addLast(Arrays.copyOfRange(path, from, to));
            } else if (to - from == 2) {
                segments.pollLast();
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(path.length);
        for (byte[] segment : segments) {
            out.write('/');
            out.writeBytes(segment);
        }
        if (path[path.length - 1] == '/' || segments.isEmpty()) {
            out.write('/');
        }
        return out.toByteArray();
    }

    private static int endOfSegment(byte[] path, int from) {
        int to = from;
        while (to < path.length && path[to] != '/') {
            to++;
        }
        return to;
    }

    /** Whether the segment is empty, one dot or two dots. */
    private static boolean isSpecial(byte[] path, int from, int to) {
        return switch (to - from) {
            case 0 -> true;
            case 1 -> path[from] == '.';
            case 2 -> path[from] == '.' && path[from + 1] == '.';
            default -> false;
        };
    }
}
