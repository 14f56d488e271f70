package io.curia.archives;

import io.curia.codec.MsgpackWriter;
import java.util.Base64;
import java.util.List;

/** The servers of a cluster as the oldest readers of archives want them (snapshot-format §2). */
final class LegacyPeers {
    private LegacyPeers() {}

    /** A msgpack array of the addresses, in base64. */
    static String of(List<String> addresses) {
        var out = new MsgpackWriter(64);
        out.arrayHeader(addresses.size());
        addresses.forEach(out::string);
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}
