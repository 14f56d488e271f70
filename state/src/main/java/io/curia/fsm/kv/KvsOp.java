package io.curia.fsm.kv;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a {@link KvsCommand} does (fsm-commands §3, type 2). */
public enum KvsOp {
    /** Write. */
    SET("set"),
    /** Write if the index matches. */
    CAS("cas"),
    /** Delete one key. */
    DELETE("delete"),
    /** Delete one key if the index matches. */
    DELETE_CAS("delete-cas"),
    /** Delete all keys under a prefix. */
    DELETE_TREE("delete-tree"),
    /** Write and take the lock. */
    LOCK("lock"),
    /** Write and give the lock back. */
    UNLOCK("unlock");

    private static final Map<String, KvsOp> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(KvsOp::wireName, Function.identity()));

    private final String wireName;

    KvsOp(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in commands. */
    public String wireName() {
        return wireName;
    }

    /** The operation of that name in commands. */
    static Optional<KvsOp> byWireName(String name) {
        return Optional.ofNullable(BY_WIRE_NAME.get(name));
    }
}
