package org.jboss.remoting3.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xnio.ChannelPipe;
import org.xnio.OptionMap;
import org.xnio.Pooled;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** The reader on a real pipe of XNIO, whose other end sends what a peer may send. */
@SuppressWarnings("deprecation") // XNIO's Pooled and pipes, as the reader has them
@Timeout(60)
class MessageReaderTest {
    private XnioWorker worker;
    private StreamSinkChannel peer;
    private MessageReader reader;

    @BeforeEach
    void open() throws IOException {
        worker = Xnio.getInstance().createWorker(OptionMap.EMPTY);
        ChannelPipe<StreamSourceChannel, StreamSinkChannel> pipe = worker.createHalfDuplexPipe();
        peer = pipe.getRightSide();
        reader = new MessageReader((ConduitStreamSourceChannel) pipe.getLeftSide(), new Object());
    }

    @AfterEach
    void close() throws InterruptedException {
        reader.close();
        worker.shutdownNow();
        worker.awaitTermination();
    }

    private static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    private static byte[] text(Pooled<ByteBuffer> message) {
        try (message) {
            byte[] bytes = new byte[message.getResource().remaining()];
            message.getResource().get(bytes);
            return bytes;
        }
    }

    /** Sends bytes as the pipe takes them, and reads all messages that come out meanwhile. */
    private List<byte[]> through(byte[] bytes, int piece) throws IOException {
        var messages = new ArrayList<byte[]>();
        for (int sent = 0; sent < bytes.length; ) {
            sent += peer.write(ByteBuffer.wrap(bytes, sent, Math.min(piece, bytes.length - sent)));
            for (var message = reader.getMessage(); message != null; message = reader.getMessage()) {
                messages.add(text(message));
            }
        }
        return messages;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 8_191, 8_192, 8_193, 100_000})
    void messagesComeOutWholeHoweverTheyAreCut(int piece) throws IOException {
        var random = new Random(piece);
        int[] lengths = {0, 1, 3, 8_187, 8_188, 8_189, 8_192, 8_193, 20_000, 0, 5};
        var sent = new ArrayList<byte[]>();
        var bytes = new ByteArrayOutputStream();
        for (int length : lengths) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            sent.add(message);
            bytes.write(framed(message));
        }
        assertThat(through(bytes.toByteArray(), piece))
                .usingRecursiveComparison()
                .isEqualTo(sent);
    }

    @Test
    void theLongestMessageIsRead() throws IOException {
        byte[] longest = new byte[MessageReader.LONGEST];
        new Random(1).nextBytes(longest);
        assertThat(through(framed(longest), 8_192)).usingRecursiveComparison().isEqualTo(List.of(longest));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7fffffff, 0x7ffffffe, 0x7ffffffc, 0x7ffffffb, 0x100001, -1, -4, 0x80000000})
    void aLengthThatNobodySendsIsRefusedAtOnce(int length) {
        byte[] bytes = ByteBuffer.allocate(4).putInt(length).array();
        assertThatThrownBy(() -> through(bytes, 4))
                .isInstanceOf(IOException.class)
                .hasMessage("a message of " + Integer.toUnsignedString(length)
                        + " bytes is announced, and 1048576 are allowed");
    }

    @Test
    void theEndIsToldAfterTheLastMessage() throws IOException {
        assertThat(through(framed("last".getBytes(ISO_8859_1)), 100))
                .usingRecursiveComparison()
                .isEqualTo(List.of("last".getBytes(ISO_8859_1)));
        peer.shutdownWrites();
        assertThat(nextMessage()).isSameAs(MessageReader.EOF_MARKER);
        assertThat(reader.getMessage()).isSameAs(MessageReader.EOF_MARKER);
    }

    /** The end of a stream comes a moment after the peer has told it. */
    private Pooled<ByteBuffer> nextMessage() throws IOException {
        Pooled<ByteBuffer> message = reader.getMessage();
        while (message == null) {
            Thread.onSpinWait();
            message = reader.getMessage();
        }
        return message;
    }
}
