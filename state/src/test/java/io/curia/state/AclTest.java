package io.curia.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.curia.memdb.WatchSet;
import io.curia.model.AclAuthMethod;
import io.curia.model.AclBindingRule;
import io.curia.model.AclLink;
import io.curia.model.AclPolicy;
import io.curia.model.AclRole;
import io.curia.model.AclToken;
import io.curia.model.GoTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class AclTest {
    private static final String P1 = id('1');
    private static final String P2 = id('2');
    private static final String R1 = id('3');
    private static final String T1 = id('4');
    private static final String T2 = id('5');

    private final StoreFixture state = new StoreFixture();

    @Test
    void policiesHaveUniqueNames() {
        set(5, policy(P1, "Web"));
        set(6, policy(P1, "Web"));
        assertThat(AclPolicies.get(state.store.read(), P1, null))
                .isEqualTo(new Indexed<>(6, policy(P1, "Web").withIndexes(5, 6)));
        refused("A policy with name \"wEB\" already exists", () -> set(7, policy(P2, "wEB")));
        refused("Missing ACL Policy ID", () -> set(7, policy("", "x")));
        refused("Missing ACL Policy Name", () -> set(7, policy(P2, "")));
        assertThat(state.index("acl-policies")).isEqualTo(6);
        assertThat(AclPolicies.byName(state.store.read(), "WEB", null).value().id())
                .isEqualTo(P1);
        refused(
                "failed acl policy lookup: index error: UUID must be 36 characters",
                () -> AclPolicies.get(state.store.read(), "nonsense", null));
    }

    @Test
    void policiesAreListedByName() {
        set(5, policy(P1, "b"));
        set(6, policy(P2, "A"));
        assertThat(AclPolicies.list(state.store.read(), null).value())
                .extracting(AclPolicy::name)
                .containsExactly("A", "b");
        assertThat(state.store.read().scan(AclTables.POLICIES, null))
                .extracting(AclPolicy::name)
                .containsExactly("b", "A");
    }

    @Test
    void theBuiltInPolicyMayOnlyBeRenamed() {
        var builtin = new AclPolicy(
                AclBuiltins.GLOBAL_MANAGEMENT_ID,
                "global-management",
                "",
                AclBuiltins.GLOBAL_MANAGEMENT_RULES,
                0,
                null,
                null,
                0,
                0);
        set(5, builtin);
        set(6, new AclPolicy(builtin.id(), "renamed", "", builtin.rules(), 0, null, null, 0, 0));
        refused(
                "Changing the Rules for the builtin global-management policy is not permitted",
                () -> set(7, new AclPolicy(builtin.id(), "x", "", "", 0, null, null, 0, 0)));
        refused(
                "Changing the Datacenters of the builtin global-management policy is not permitted",
                () -> set(7, new AclPolicy(builtin.id(), "x", "", builtin.rules(), 0, List.of("dc1"), null, 0, 0)));
        refused(
                "Deletion of the builtin global-management policy is not permitted",
                () -> state.write(7, change -> AclPolicies.delete(change, builtin.id())));
    }

    @Test
    void rolesLinkToPoliciesByTheirIds() {
        set(5, policy(P1, "one"));
        set(6, role(R1, "role", new AclLink(P1, "whatever")), false);
        assertThat(AclRoles.byName(state.store.read(), "ROLE", null).value().policies())
                .containsExactly(new AclLink(P1, "one"));
        refused("No such policy with ID: " + P2, () -> set(7, role(R1, "role", new AclLink(P2, "")), false));
        set(7, role(id('6'), "loose", new AclLink(P2, "gone")), true);
        refused("A role with name \"LOOSE\" already exists", () -> set(8, role(R1, "LOOSE"), false));
        refused(
                "Encountered a Role with policies linked by Name in the state store",
                () -> set(8, role(R1, "r", new AclLink("", "one")), false));
        refused("Missing ACL Role ID", () -> set(8, role("", "r"), false));
        refused("Missing ACL Role Name", () -> set(8, role(R1, ""), false));
        assertThat(state.index("acl-roles")).isEqualTo(7);
        assertThat(AclRoles.ofPolicy(state.store.read(), P1, null).value())
                .extracting(AclRole::name)
                .containsExactly("role");
    }

    @Test
    void readsFollowRenamedPoliciesAndLeaveDeletedOnesOut() {
        set(5, policy(P1, "one"));
        set(6, policy(P2, "two"));
        set(7, role(R1, "role", new AclLink(P1, ""), new AclLink(P2, "")), false);
        set(8, token(T1, "secret", List.of(new AclLink(P1, "")), List.of(new AclLink(R1, ""))));
        set(9, policy(P1, "renamed"));
        state.write(10, change -> AclPolicies.delete(change, P2));
        assertThat(AclRoles.get(state.store.read(), R1, null))
                .isEqualTo(new Indexed<>(
                        7, role(R1, "role", new AclLink(P1, "renamed")).withIndexes(7, 7)));
        assertThat(AclTokens.byAccessor(state.store.read(), T1, null).value().policies())
                .containsExactly(new AclLink(P1, "renamed"));
        assertThat(state.store.read().scan(AclTables.ROLES, null))
                .extracting(AclRole::policies)
                .containsExactly(List.of(new AclLink(P1, "one"), new AclLink(P2, "two")));
        state.write(11, change -> AclRoles.delete(change, R1));
        assertThat(AclTokens.bySecret(state.store.read(), "secret", null)
                        .value()
                        .roles())
                .isEmpty();
        assertThat(state.index("acl-tokens")).isEqualTo(8);
        assertThat(state.index("acl-roles")).isEqualTo(11);
    }

    @Test
    void tokensAreWrittenWhetherTheyDifferOrNot() {
        set(5, token(T1, "secret", null, null));
        set(6, token(T1, "secret", null, null));
        assertThat(AclTokens.bySecret(state.store.read(), "secret", null))
                .isEqualTo(
                        new Indexed<>(6, hashed(token(T1, "secret", null, null)).withIndexes(5, 6)));
        refused("The ACL Token AccessorID field is immutable", () -> set(7, token(T2, "secret", null, null)));
        refused("The ACL Token SecretID field is immutable", () -> set(7, token(T1, "other", null, null)));
        refused("Missing ACL Token SecretID", () -> set(7, token(T1, "", null, null)));
        refused("Missing ACL Token AccessorID", () -> set(7, token("", "s", null, null)));
        refused("No such policy with ID: " + P1, () -> set(7, token(T2, "s", List.of(new AclLink(P1, "")), null)));
        refused("No such role with ID: " + R1, () -> set(7, token(T2, "s", null, List.of(new AclLink(R1, "")))));
        assertThat(state.index("acl-tokens")).isEqualTo(6);
    }

    @Test
    void aTokenWithAnotherIndexIsLeftAlone() {
        var cas = new AclTokens.Options(true, false, false, false);
        set(5, token(T1, "secret", null, null), cas);
        set(6, token(T1, "secret", null, null), cas);
        set(7, token(T2, "new", null, null).withIndexes(0, 3), cas);
        assertThat(state.index("acl-tokens")).isEqualTo(5);
        set(8, token(T1, "secret", null, null).withIndexes(0, 5), cas);
        assertThat(state.index("acl-tokens")).isEqualTo(8);
    }

    @Test
    void loginsMustGiveRights() {
        var login = new AclTokens.Options(false, true, true, false);
        refused("Token has no privileges", () -> set(5, token(T1, "s", List.of(new AclLink(P1, "")), null), login));
        set(6, policy(P1, "p"));
        set(7, token(T1, "s", List.of(new AclLink(P1, "")), null), login);
        assertThat(state.index("acl-tokens")).isEqualTo(7);
    }

    @Test
    void localTokensAreNotReplicated() {
        var replication = new AclTokens.Options(false, true, false, true);
        refused("Cannot replicate local tokens", () -> set(5, expiring(T1, "s", true, "", 9), replication));
        set(6, expiring(T1, "s", false, "unknown", 9), replication);
        refused("No such auth method with Name: unknown", () -> set(7, expiring(T1, "s", false, "unknown", 9)));
    }

    @Test
    void tokensAreDeletedByTheirAccessor() {
        set(5, token(T1, "secret", null, null));
        state.write(6, change -> AclTokens.delete(change, T2));
        assertThat(state.index("acl-tokens")).isEqualTo(5);
        state.write(7, change -> AclTokens.delete(change, T1));
        assertThat(AclTokens.list(state.store.read(), null)).isEqualTo(new Indexed<>(7, List.of()));
        set(8, token(AclBuiltins.ANONYMOUS_ACCESSOR_ID, "anonymous", null, null));
        refused(
                "Deletion of the builtin anonymous token is not permitted",
                () -> state.write(9, change -> AclTokens.delete(change, AclBuiltins.ANONYMOUS_ACCESSOR_ID)));
    }

    @Test
    void expiredTokensComeInTheOrderOfTheirEnds() {
        set(1, method("jwt", ""));
        set(2, expiring(T1, "late", true, "jwt", 300));
        set(3, expiring(T2, "early", true, "jwt", 100));
        set(4, expiring(id('7'), "global", false, "jwt", 50));
        set(5, token(id('8'), "never", null, null));
        assertThat(expired(true, 1000, 9)).containsExactly("early", "late");
        assertThat(expired(true, 300, 9)).containsExactly("early");
        assertThat(expired(true, 1000, 1)).containsExactly("early");
        assertThat(expired(false, 1000, 9)).containsExactly("global");
    }

    @Test
    void anAuthMethodTakesItsRulesAndTokensWithIt() {
        set(1, method("jwt", "local"));
        set(2, method("other", "local"));
        rule(3, id('a'), "JWT");
        rule(4, id('b'), "other");
        set(5, expiring(T1, "local", true, "jwt", 9));
        set(6, expiring(T2, "global", false, "jwt", 9));
        state.write(7, change -> AclAuthMethods.delete(change, "Jwt"));
        assertThat(state.store.read().scan(AclTables.RULES, null))
                .extracting(AclBindingRule::id)
                .containsExactly(id('b'));
        assertThat(state.store.read().scan(AclTables.TOKENS, null))
                .extracting(AclToken::secretId)
                .containsExactly("global");
        assertThat(List.of(
                        state.index("acl-auth-methods"), state.index("acl-binding-rules"), state.index("acl-tokens")))
                .containsOnly(7L);
        state.write(8, change -> AclBindingRules.delete(change, id('b')));
        state.write(9, change -> AclAuthMethods.delete(change, "other"));
        assertThat(state.index("acl-binding-rules")).isEqualTo(8);
        assertThat(state.index("acl-tokens")).isEqualTo(7);
        state.write(10, change -> AclAuthMethods.delete(change, "other"));
        assertThat(state.index("acl-auth-methods")).isEqualTo(9);
    }

    @Test
    void bindingRulesNeedAnAuthMethod() {
        refused("failed inserting acl binding rule: auth method not found", () -> rule(5, id('a'), "jwt"));
        refused("Missing ACL Binding Rule Auth Method", () -> rule(5, id('a'), ""));
        refused("Missing ACL Binding Rule ID", () -> rule(5, "", "jwt"));
        refused("Missing ACL Auth Method Name", () -> set(5, method("", "")));
    }

    @Test
    void theFirstTokenIsMadeOnce() {
        bootstrap(5, token(T1, "first", null, null), 0);
        assertThat(AclBootstrap.lastIndex(state.store.read(), null)).isEqualTo(5);
        refused("ACL bootstrap no longer allowed", () -> bootstrap(6, token(T2, "second", null, null), 0));
        refused("Invalid ACL bootstrap reset index", () -> bootstrap(6, token(T2, "second", null, null), 4));
        bootstrap(7, token(T2, "second", null, null), 5);
        assertThat(state.index("acl-token-bootstrap")).isEqualTo(7);
    }

    @Test
    void aRestoredTokenGetsTheHashItLacks() {
        var token = token(T1, "secret", null, null);
        state.write(0, change -> AclTokens.restore(change, token));
        assertThat(state.store.read().scan(AclTables.TOKENS, null)).containsExactly(hashed(token));
    }

    @Test
    void aTokenIsWokenForByItsOwnLinksAlone() {
        set(5, policy(P1, "one"));
        set(6, policy(P2, "two"));
        set(7, token(T1, "s", List.of(new AclLink(P1, "")), null));
        var watch = new WatchSet();
        AclTokens.byAccessor(state.store.read(), T1, watch);
        set(8, policy(P2, "three"));
        set(9, token(T2, "s2", null, null));
        assertThat(StoreFixture.fired(watch)).isFalse();
        set(10, policy(P1, "four"));
        assertThat(StoreFixture.fired(watch)).isTrue();
    }

    @Test
    void secretsDoNotAppearInTexts() {
        assertThat(token(T1, "hidden", null, null).toString()).doesNotContain("hidden");
    }

    private void set(long index, AclPolicy policy) {
        state.write(index, change -> AclPolicies.set(change, policy));
    }

    private void set(long index, AclRole role, boolean allowMissing) {
        state.write(index, change -> AclRoles.set(change, role, allowMissing));
    }

    private void set(long index, AclToken token) {
        set(index, token, AclTokens.PLAIN);
    }

    private void set(long index, AclToken token, AclTokens.Options options) {
        state.write(index, change -> AclTokens.set(change, token, options));
    }

    private void set(long index, AclAuthMethod method) {
        state.write(index, change -> AclAuthMethods.set(change, method));
    }

    private void rule(long index, String id, String method) {
        state.write(
                index,
                change -> AclBindingRules.set(change, new AclBindingRule(id, "", method, "", "service", "x", 0, 0)));
    }

    private void bootstrap(long index, AclToken token, long resetIndex) {
        state.write(index, change -> AclBootstrap.bootstrap(change, token, resetIndex));
    }

    private List<String> expired(boolean local, long now, int max) {
        return AclTokens.expired(state.store.read(), local, now, max).stream()
                .map(AclToken::secretId)
                .toList();
    }

    private static String id(char digit) {
        return String.valueOf(digit).repeat(8) + "-0000-0000-0000-000000000000";
    }

    private static AclPolicy policy(String id, String name) {
        return new AclPolicy(id, name, "", "", 0, null, null, 0, 0);
    }

    private static AclRole role(String id, String name, AclLink... policies) {
        return new AclRole(id, name, "", List.of(policies), null, null, null, 0, 0);
    }

    private static AclAuthMethod method(String name, String locality) {
        return new AclAuthMethod(name, "jwt", "", "", 0, locality, null, 0, 0);
    }

    private static AclToken token(String accessor, String secret, List<AclLink> policies, List<AclLink> roles) {
        return new AclToken(
                accessor, secret, "", policies, roles, null, null, "", "", false, "", null, 0, GoTime.ZERO, null, 0, 0);
    }

    private static AclToken hashed(AclToken token) {
        return token.withHash(AclHashes.of(token));
    }

    private static AclToken expiring(String accessor, String secret, boolean local, String method, long second) {
        return new AclToken(
                accessor,
                secret,
                "",
                null,
                null,
                null,
                null,
                "",
                "",
                local,
                method,
                new GoTime(second, 0, GoTime.UTC),
                0,
                GoTime.ZERO,
                null,
                0,
                0);
    }

    private static void refused(String message, Runnable write) {
        assertThatExceptionOfType(StateException.class).isThrownBy(write::run).withMessage(message);
    }
}
