package io.curia.codec;

import io.curia.model.GoTime;
import java.nio.ByteBuffer;

/** The content of a time: Go's binary form of it, in two versions (snapshot-format §4.4). */
final class TimeBlob {
    private static final int MINUTES = 1;
    private static final int MINUTES_AND_SECONDS = 2;
    private static final int LENGTH = 15;
    private static final short UTC = -1;

    private TimeBlob() {}

    /** Version 2 only where the offset needs its seconds. */
    static byte[] encode(GoTime time) {
        boolean utc = time.offsetSeconds() == GoTime.UTC;
        int minutes = utc ? UTC : time.offsetSeconds() / GoTime.SECONDS_PER_MINUTE;
        int rest = utc ? 0 : time.offsetSeconds() % GoTime.SECONDS_PER_MINUTE;
        var blob = ByteBuffer.allocate(rest == 0 ? LENGTH : LENGTH + 1)
                .put((byte) (rest == 0 ? MINUTES : MINUTES_AND_SECONDS))
                .putLong(time.epochSecond() + GoTime.SECONDS_TO_EPOCH)
                .putInt(time.nano())
                .putShort((short) minutes);
        if (rest != 0) {
            blob.put((byte) rest);
        }
        return blob.array();
    }

    /** @throws MsgpackException if the bytes are no time */
    static GoTime decode(ByteBuffer blob) {
        int length = blob.remaining();
        int version = length == 0 ? 0 : blob.get();
        if (version < MINUTES || version > MINUTES_AND_SECONDS || length != LENGTH - MINUTES + version) {
            throw new MsgpackException("no time: version " + version + ", " + length + " bytes");
        }
        long seconds = blob.getLong() - GoTime.SECONDS_TO_EPOCH;
        int nano = blob.getInt();
        int offset = blob.getShort() * GoTime.SECONDS_PER_MINUTE + (version == MINUTES_AND_SECONDS ? blob.get() : 0);
        try {
            return new GoTime(seconds, nano, offset == UTC * GoTime.SECONDS_PER_MINUTE ? GoTime.UTC : offset);
        } catch (IllegalArgumentException e) {
            throw new MsgpackException("no time: " + e.getMessage(), e);
        }
    }
}
