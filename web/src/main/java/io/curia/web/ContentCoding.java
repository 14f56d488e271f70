package io.curia.web;

import io.curia.http.BodyPieces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Compression of answers for clients that allow it (http-api §1.1). */
final class ContentCoding {
    /** Shorter bodies fit one packet anyway; in bytes. */
    private static final int MIN_LENGTH = 1400;

    private ContentCoding() {}

    /** Whether a body of this length is worth compressing. */
    static boolean isWorthwhile(int length) {
        return length >= MIN_LENGTH;
    }

    /** Whether an Accept-Encoding header, or null for none, names gzip with a weight above 0. */
    static boolean acceptsGzip(String header) {
        boolean accepted = false;
        if (header != null && header.toLowerCase(Locale.ROOT).contains("gzip")) {
            for (String coding : header.split(",", -1)) {
                String[] parts = coding.split(";", -1);
                if (parts[0].strip().equalsIgnoreCase("gzip")) {
                    accepted = isWeightPositive(parts);
                }
            }
        }
        return accepted;
    }

    private static boolean isWeightPositive(String[] parts) {
        String last = parts[parts.length - 1].strip();
        if (parts.length == 1 || !last.startsWith("q=")) {
            return true;
        }
        try {
            return Double.parseDouble(last.substring(2)) > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The pieces as they go on the wire. */
    static BodyPieces coded(BodyPieces pieces, boolean gzip) {
        return gzip ? new GzipPieces(pieces) : pieces;
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(out, 8192)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return out.toByteArray();
    }
}
