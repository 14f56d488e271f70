package io.curia.bench.http;

import io.curia.model.ByteString;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;

/**
 * What a server answered.
 *
 * @param index the header X-Consul-Index, or 0
 */
record Response(int status, long index, ByteString body) {
    private static final int LONGEST_LINE = 64 * 1024;

    /**
     * Reads one answer with a declared length or in chunks.
     *
     * @throws EOFException if it is not all there
     */
    static Response read(DataInputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        long index = 0;
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).trim();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "x-consul-index" -> index = Long.parseLong(value);
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                default -> {}
            }
        }
        return new Response(status, index, ByteString.wrap(chunked ? chunks(in) : exactly(in, length)));
    }

    private static byte[] chunks(DataInputStream in) throws IOException {
        var body = new java.io.ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            body.write(exactly(in, size));
            line(in);
        }
        line(in);
        return body.toByteArray();
    }

    private static byte[] exactly(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static int chunk(DataInputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(DataInputStream in) throws IOException {
        var line = new StringBuilder();
        while (line.length() < LONGEST_LINE) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        throw new IOException("a line longer than " + LONGEST_LINE + " bytes");
    }
}
