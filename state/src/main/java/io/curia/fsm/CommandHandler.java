package io.curia.fsm;

import io.curia.codec.MsgpackReader;
import io.curia.state.StateException;

/**
 * Decodes and applies the commands of one type. Found by its type as a CDI bean, or given to {@link Fsm} by hand; one
 * instance serves all entries, on one thread at a time. It must be deterministic: same state and entry, same outcome.
 *
 * @param <C> the command
 */
public interface CommandHandler<C extends Command> {
    /** The type byte, 0 to 127. */
    int type();

    /**
     * Decodes a payload.
     *
     * @throws io.curia.codec.MsgpackException if it is none of this command; the server then stops
     */
    C decode(MsgpackReader in);

    /**
     * Applies a command in the transaction of the context, which the caller commits, or aborts if this throws.
     *
     * @throws StateException if the state refuses the command; its text becomes the answer
     */
    ApplyResult apply(C command, ApplyContext context);

    /** Whether {@link #apply} changes nothing but the context's transaction, so that it may be tried and given up. */
    default boolean canBeRehearsed() {
        return true;
    }
}
