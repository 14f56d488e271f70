package io.curia.agent;

import io.curia.codec.MsgpackReader;
import io.curia.codec.MsgpackWriter;
import io.curia.model.ByteString;
import java.util.Objects;

/**
 * An event that a user has fired (http-api §15).
 *
 * @param id a UUID
 * @param name what is to happen
 * @param payload anything
 * @param nodeFilter a regular expression for names of nodes, or an empty text
 * @param serviceFilter a regular expression for names of services, or an empty text
 * @param tagFilter a regular expression for tags of these services, or an empty text
 * @param time the logical time it was fired at; 0 before
 */
public record UserEvent(
        String id,
        String name,
        ByteString payload,
        String nodeFilter,
        String serviceFilter,
        String tagFilter,
        long time) {
    private static final int FIELDS = 7;

    public UserEvent {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(payload);
        Objects.requireNonNull(nodeFilter);
        Objects.requireNonNull(serviceFilter);
        Objects.requireNonNull(tagFilter);
    }

    UserEvent at(long newTime) {
        return new UserEvent(id, name, payload, nodeFilter, serviceFilter, tagFilter, newTime);
    }

    /** The number that stands for it as an index: the two halves of its id, combined; unsigned. */
    public long index() {
        String digits = id.replace("-", "");
        return Long.parseUnsignedLong(digits.substring(0, 16), 16) ^ Long.parseUnsignedLong(digits.substring(16), 16);
    }

    byte[] encode() {
        return new MsgpackWriter()
                .arrayHeader(FIELDS)
                .string(id)
                .string(name)
                .bytes(payload)
                .string(nodeFilter)
                .string(serviceFilter)
                .string(tagFilter)
                .uint64(time)
                .toByteArray();
    }

    /** @throws RuntimeException if the bytes are no event */
    static UserEvent decode(byte[] bytes) {
        var in = new MsgpackReader(bytes);
        if (in.arrayHeader() != FIELDS) {
            throw new IllegalArgumentException("no event");
        }
        return new UserEvent(in.string(), in.string(), in.bytes(), in.string(), in.string(), in.string(), in.uint64());
    }
}
