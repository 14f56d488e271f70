package io.curia.batch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands what one thread pushes to another that pulls: what writes or reads an archive runs through it at one go, while
 * a step of a job asks for one item after the other. Few items are in between. One thread pulls.
 *
 * @param <T> the items
 */
final class Handover<T> {
    private final BlockingQueue<Message<T>> messages;
    private final Thread producer;
    private boolean ended;

    /** Takes items from the producer. */
    interface Sink<T> {
        /** Waits until there is room; throws {@link InterruptedIOException} once nobody pulls any more. */
        void put(T item) throws IOException;
    }

    /** Pushes all items. */
    interface Producer<T> {
        void run(Sink<T> sink) throws IOException;
    }

    private sealed interface Message<T> {
        record Item<T>(T item) implements Message<T> {}

        record Failure<T>(Exception failure) implements Message<T> {}

        record End<T>() implements Message<T> {}
    }

    /** Starts the producer on a thread of its own. */
    Handover(String name, int room, Producer<T> work) {
        messages = new ArrayBlockingQueue<>(room);
        producer = new Thread(() -> produce(work), name);
        producer.setDaemon(true);
        producer.start();
    }

    private void produce(Producer<T> work) {
        try {
            try {
                work.run(item -> put(new Message.Item<>(item)));
                put(new Message.End<>());
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                put(new Message.Failure<>(e));
            }
        } catch (InterruptedIOException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Message<T> message) throws InterruptedIOException {
        try {
            messages.put(message);
        } catch (InterruptedException e) {
            var interrupted = new InterruptedIOException("nobody takes any more");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /**
     * The next item, or null when there are no more.
     *
     * @throws IOException what the producer has failed with
     */
    T next() throws IOException, InterruptedException {
        if (ended) {
            return null;
        }
        var message = messages.take();
        if (message instanceof Message.Item<T> item) {
            return item.item();
        }
        ended = true;
        if (message instanceof Message.Failure<T> failed) {
            throw new IOException(failed.failure().getMessage(), failed.failure());
        }
        return null;
    }

    /** Stops the producer, wherever it is, and waits for it. */
    void stop() throws InterruptedException {
        producer.interrupt();
        producer.join();
    }
}
