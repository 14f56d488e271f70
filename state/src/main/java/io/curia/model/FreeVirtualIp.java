package io.curia.model;

import java.util.Objects;

/**
 * A virtual address that is not in use, or the greatest that ever was. Kept as it came, without effect (fsm-commands §3, type
 * 33).
 *
 * @param ip its bytes
 * @param counter whether it is the greatest there ever was
 */
public record FreeVirtualIp(ByteString ip, boolean counter) {
    public FreeVirtualIp {
        Objects.requireNonNull(ip);
    }
}
