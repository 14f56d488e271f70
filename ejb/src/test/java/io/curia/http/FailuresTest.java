package io.curia.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.curia.refusal.Refusal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final List<Header> UNREAD = List.of(new Header("X-Consul-Index", "1"));

    @Test
    void eachKindOfRefusalHasItsStatus() {
        assertThat(Failures.answer(Refusal.unreadable())).hasToString("500 null [] ");
        assertThat(Failures.answer(Refusal.invalid("a"))).hasToString("400 text/plain; charset=utf-8 [] a");
        assertThat(Failures.answer(Refusal.rejected("b"))).hasToString("500 text/plain; charset=utf-8 [] b");
        assertThat(Failures.answer(Refusal.notFound("c"))).hasToString("404 text/plain; charset=utf-8 [] c");
        assertThat(Failures.answer(Refusal.tooLarge("d"))).hasToString("413 text/plain; charset=utf-8 [] d");
        assertThat(Failures.answer(Refusal.disabled("e"))).hasToString("401 text/plain; charset=utf-8 [] e");
        assertThat(Failures.answer(Refusal.busy("f")).headers()).containsExactly(new Header("Retry-After", "1"));
        assertThat(Failures.answer(Refusal.busy("f")).status()).isEqualTo(503);
    }

    @Test
    void aQueryThatIsRefusedBeforeItHasReadAnythingCarriesItsHeaders() {
        assertThat(guarded(Refusal.elsewhere()).headers()).isEqualTo(UNREAD);
        assertThat(guarded(Refusal.rejected("no filter")).headers()).isEqualTo(UNREAD);
        assertThat(guarded(Refusal.invalid("no number")).headers()).isEmpty();
        assertThat(guarded(Refusal.unreadable()).headers()).isEmpty();
    }

    @Test
    void itDoesNotMatterHowFarARequestHasComeBeforeItIsRefused() {
        var later = new CompletableFuture<Answer>();
        var answer = Failures.guard(UNREAD, () -> later).toCompletableFuture();
        later.completeExceptionally(new CompletionException(Refusal.notFound("gone")));
        assertThat(answer.join().status()).isEqualTo(404);
        assertThat(new String(answer.join().body(), UTF_8)).isEqualTo("gone");
    }

    private static Answer guarded(Refusal refusal) {
        return Failures.guard(UNREAD, () -> {
                    throw refusal;
                })
                .toCompletableFuture()
                .join();
    }
}
