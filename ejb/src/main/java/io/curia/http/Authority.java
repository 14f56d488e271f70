package io.curia.http;

import io.curia.cluster.Caller;
import io.curia.http.Needs.Resource;
import io.curia.model.ByteString;

/**
 * What a caller may do at this moment. Everything, for access control is off; it is asked all the same, wherever rows are
 * shown. Immutable.
 */
public final class Authority {
    private static final Authority UNLIMITED = new Authority();

    private Authority() {}

    /** What a caller may do now; to be asked again after a wait. */
    static Authority of(Caller caller) {
        return UNLIMITED;
    }

    /** Whether the caller may know of the resource of this name. */
    public boolean sees(Resource resource, String name) {
        return true;
    }

    /** The same for names that may be any bytes. */
    public boolean sees(Resource resource, ByteString name) {
        return true;
    }
}
