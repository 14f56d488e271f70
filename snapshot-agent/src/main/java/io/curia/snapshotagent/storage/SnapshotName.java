package io.curia.snapshotagent.storage;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** How archives are called: {@code consul-<id>.snap}. */
final class SnapshotName {
    private static final Pattern FORM = Pattern.compile("consul-(\\d{1,18}|[1-8]\\d{18})\\.snap");

    private SnapshotName() {}

    static String of(long id) {
        return "consul-" + id + ".snap";
    }

    /** The id in a name; empty if it is none of an archive. */
    static OptionalLong id(String name) {
        var form = FORM.matcher(name);
        return form.matches() ? OptionalLong.of(Long.parseLong(form.group(1))) : OptionalLong.empty();
    }
}
