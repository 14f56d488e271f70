package io.curia.agent.check;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Takes a body of any length and keeps the end of it. A body beyond a limit is read no further. */
final class NewestBytes implements BodySubscriber<String> {
    private static final long MOST = 16L << 20;

    private final Output output;
    private final CompletableFuture<String> body = new CompletableFuture<>();
    private Flow.Subscription subscription;
    private long taken;

    NewestBytes(int limit) {
        output = new Output(limit);
    }

    @Override
    public CompletionStage<String> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            output.add(bytes, bytes.length);
            taken += bytes.length;
        }
        if (taken > MOST) {
            subscription.cancel();
            body.complete(output.toString());
        } else {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(output.toString());
    }
}
