package io.curia.service.acl;

import io.curia.http.Answer;
import io.curia.http.Call;
import io.curia.refusal.Refusal;
import jakarta.enterprise.context.ApplicationScoped;

/** Access control lists: {@code /v1/acl} (http-api §14). They are off. Safe for use by any thread; never blocks. */
@ApplicationScoped
public class AclService {
    /** Why whatever needs ACLs is refused. */
    public static Refusal off() {
        return Refusal.disabled("ACL support disabled");
    }

    /** Refuses every request about them, whatever it says. */
    public Answer refuse(Call call) {
        throw off();
    }
}
