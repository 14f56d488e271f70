package io.curia.codec;

/** The first bytes of msgpack values and what they say about the bytes that follow. */
final class Heads {
    static final int NIL = 0xc0;
    static final int FALSE = 0xc2;
    static final int TRUE = 0xc3;
    static final int BIN8 = 0xc4;
    static final int BIN32 = 0xc6;
    static final int EXT8 = 0xc7;
    static final int EXT32 = 0xc9;
    static final int FLOAT32 = 0xca;
    static final int FLOAT64 = 0xcb;
    static final int UINT8 = 0xcc;
    static final int UINT16 = 0xcd;
    static final int UINT32 = 0xce;
    static final int UINT64 = 0xcf;
    static final int INT8 = 0xd0;
    static final int INT16 = 0xd1;
    static final int INT32 = 0xd2;
    static final int INT64 = 0xd3;
    static final int FIXEXT1 = 0xd4;
    static final int FIXEXT16 = 0xd8;
    static final int STR8 = 0xd9;
    static final int STR32 = 0xdb;
    static final int ARRAY16 = 0xdc;
    static final int ARRAY32 = 0xdd;
    static final int MAP16 = 0xde;
    static final int MAP32 = 0xdf;

    private static final int FIXMAP = 0x8;
    private static final int FIXARRAY = 0x9;

    private Heads() {}

    static boolean isFixedInteger(int head) {
        return head <= 0x7f || head >= 0xe0;
    }

    /** Raw, str8 or bin. */
    static boolean isRaw(int head) {
        return head >> 5 == 0b101 || (head >= STR8 && head <= STR32) || (head >= BIN8 && head <= BIN32);
    }

    static boolean isArray(int head) {
        return head >> 4 == FIXARRAY || head == ARRAY16 || head == ARRAY32;
    }

    static boolean isMap(int head) {
        return head >> 4 == FIXMAP || head == MAP16 || head == MAP32;
    }

    /** An extension with a length of its own; its type byte follows the length. */
    static boolean isExtension(int head) {
        return head >= EXT8 && head <= EXT32;
    }

    /** The length that the head of a raw, array or map carries itself, or -1 if it follows. */
    static int inlineLength(int head) {
        if (head >> 5 == 0b101) {
            return head & 0x1f;
        }
        return head >> 4 == FIXARRAY || head >> 4 == FIXMAP ? head & 0xf : -1;
    }

    /** How many bytes of length, or of value where there is no length, follow; -1 for a byte that starts nothing. */
    static int width(int head) {
        if (isFixedInteger(head) || inlineLength(head) >= 0) {
            return 0;
        }
        return switch (head) {
            case NIL, FALSE, TRUE -> 0;
            case BIN8, EXT8, STR8, UINT8, INT8 -> 1;
            case BIN8 + 1, EXT8 + 1, STR8 + 1, ARRAY16, MAP16, UINT16, INT16 -> 2;
            case BIN32, EXT32, STR32, ARRAY32, MAP32, UINT32, INT32, FLOAT32 -> 4;
            case UINT64, INT64, FLOAT64 -> 8;
            default -> head >= FIXEXT1 && head <= FIXEXT16 ? 1 + (1 << (head - FIXEXT1)) : -1;
        };
    }
}
