package io.curia.fsm;

import io.curia.codec.MsgpackReader;
import io.curia.state.Change;
import io.curia.state.StateException;

/**
 * How the commands of one type are decoded and applied. Must be deterministic: same state and entry, same outcome.
 *
 * @param type the type
 * @param decoder reads a payload
 * @param application applies what was read
 * @param rehearsable whether applying changes nothing but the transaction, so that it may be tried and given up
 * @param <C> the command
 */
public record CommandHandler<C extends Command>(
        EntryType type, Decoder<C> decoder, Application<C> application, boolean rehearsable) {

    /** Reads a payload; a {@link io.curia.codec.MsgpackException} if it is none of this command, and the server then stops. */
    @FunctionalInterface
    public interface Decoder<C> {
        /** Reads it to its end. */
        C decode(MsgpackReader in);
    }

    /**
     * Applies a command in the transaction of the context, which the caller commits, or aborts if this throws. A
     * {@link StateException} is a refusal by the state; its text becomes the answer.
     */
    @FunctionalInterface
    public interface Application<C> {
        /** Applies it. */
        ApplyResult apply(C command, ApplyContext context);
    }

    /** As {@link Application}, for what changes tables only. */
    @FunctionalInterface
    public interface TableChange<C> {
        /** Applies it. */
        ApplyResult apply(C command, Change change);
    }

    /** Commands that change tables only. */
    public static <C extends Command> CommandHandler<C> of(
            EntryType type, Decoder<C> decoder, TableChange<C> application) {
        return new CommandHandler<>(
                type, decoder, (command, context) -> application.apply(command, context.change()), true);
    }

    /** Commands that change more than tables. */
    public static <C extends Command> CommandHandler<C> beyondTables(
            EntryType type, Decoder<C> decoder, Application<C> application) {
        return new CommandHandler<>(type, decoder, application, false);
    }
}
