package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.curia.model.AclLink;
import io.curia.model.AclNodeIdentity;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclServiceIdentity;
import io.curia.model.AclToken;
import io.curia.model.ByteString;
import io.curia.model.GoTime;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class AclHashesTest {
    @Test
    void hashesAreThoseOfOtherServers() {
        assertThat(base64(AclHashes.of(new AclPolicy(
                        "",
                        AclBuiltins.GLOBAL_MANAGEMENT_NAME,
                        AclBuiltins.GLOBAL_MANAGEMENT_DESCRIPTION,
                        AclBuiltins.GLOBAL_MANAGEMENT_RULES,
                        0,
                        null,
                        null,
                        0,
                        0))))
                .isEqualTo("swIQt6up+s0cV4kePfJ2aRdKCLaQyykF4Hl1Nfdeumk=");
        assertThat(base64(AclHashes.of(new AclRole(
                        "",
                        "team-a",
                        "all of team a",
                        List.of(
                                new AclLink("d530ae63-7069-b544-4e49-37ac9418413d", ""),
                                new AclLink("6bd4c319-0cea-9eb3-7a75-e47abf8a208f", ""),
                                new AclLink("e41133c3-3a45-e9f8-3473-33b7799ceeda", "")),
                        List.of(
                                new AclServiceIdentity("api", List.of("dc1", "dc2")),
                                new AclServiceIdentity("web", null)),
                        List.of(new AclNodeIdentity("n1", "dc1")),
                        null,
                        0,
                        0))))
                .isEqualTo("T2plrjI6Xkdy7a8ueEtT7vrjCUSRS9R3yAvyKu1flUc=");
        assertThat(base64(AclHashes.of(described("Anonymous Token"))))
                .isEqualTo("RNVFSWnfd5DUOuB8vplp+imivlIna3fKQVnkUHh21cA=");
    }

    @Test
    void hashesOfLongTextsMatchTheReferenceOfTheAlgorithm() {
        assertThat(base64(ByteString.wrap(Blake2b256.hash("abc".getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo("vd2BPGNCOXIxce8/7phXm5SWTjuxyz5CcmLIwGjVIxk=");
        assertThat(AclHashes.of(described("x".repeat(128)))).isNotEqualTo(AclHashes.of(described("x".repeat(129))));
    }

    private static AclToken described(String description) {
        return new AclToken(
                AclBuiltins.ANONYMOUS_ACCESSOR_ID,
                AclBuiltins.ANONYMOUS_SECRET_ID,
                description,
                null,
                null,
                null,
                null,
                "",
                "",
                false,
                "",
                null,
                0,
                GoTime.ZERO,
                null,
                0,
                0);
    }

    private static String base64(ByteString hash) {
        return Base64.getEncoder().encodeToString(hash.toByteArray());
    }
}
