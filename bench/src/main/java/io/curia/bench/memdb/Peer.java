package io.curia.bench.memdb;

/** One kind of map, filled, under measurement. Keys are named by their place in a fixed list. */
interface Peer {
    /** The value of a key that is there. */
    Object get(int key);

    /** Replaces a key's value; what comes of it is the map's new version, which is dropped where versions exist. */
    Object put(int key, Object value);

    /** Replaces the values of keys that follow each other in the list, as one change. */
    Object putAll(int firstKey, int count, Object value);

    /** Walks the up to hundred keys that share all but the last two characters with this one; gives their number. */
    int walkNeighbours(int key);
}
