package io.curia.cli.snapshot;

/**
 * Which keys to count together.
 *
 * @param wanted whether to count keys at all
 * @param depth how many parts of a key, between slashes, make its group
 * @param prefix only keys that begin with it are counted
 */
record KeyGrouping(boolean wanted, int depth, String prefix) {
    static final KeyGrouping NONE = new KeyGrouping(false, 0, "");

    boolean covers(String key) {
        return wanted && key.startsWith(prefix);
    }

    /** The first parts of the key; all of it if it has no more. */
    String group(String key) {
        int end = -1;
        for (int parts = 0; parts < depth; parts++) {
            end = key.indexOf('/', end + 1);
            if (end < 0) {
                return key;
            }
        }
        return key.substring(0, Math.max(end, 0));
    }
}
