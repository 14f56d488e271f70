package io.curia.memdb;

/**
 * One value below the rest of its key. Immutable, so that a leaf is shared by every tree that has it.
 *
 * @param label what is left of the key after the edge that leads here; never empty
 * @param value never null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy per leaf is what must be avoided
record RadixLeaf(byte[] label, Object value) {}
