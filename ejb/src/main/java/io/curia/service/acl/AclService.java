package io.curia.service.acl;

import io.curia.http.Answer;
import io.curia.http.Call;
import jakarta.enterprise.context.ApplicationScoped;

/** Access control lists: {@code /v1/acl} (http-api §14). They are off. Safe for use by any thread; never blocks. */
@ApplicationScoped
public class AclService {
    /** What is answered to whatever needs ACLs. */
    public static final Answer OFF = Answer.text(401, "ACL support disabled");

    /** What every request about them is answered, whatever it says. */
    public Answer off(Call call) {
        return OFF;
    }
}
