package io.curia.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What the body of an answer says. Immutable. */
final class Content {
    private final Optional<JsonValue> json;
    private final byte[] bytes;

    private Content(Optional<JsonValue> json, byte[] bytes) {
        this.json = json;
        this.bytes = bytes;
    }

    /** The document, if it is one. */
    Optional<JsonValue> json() {
        return json;
    }

    /**
     * Reads the body in one of the ways that steps ask for: {@code json}, {@code text}, {@code targz} for an archive of
     * which a summary is made, or nothing for whatever the answer says it is.
     *
     * @throws PlayException if it is not what it should be
     */
    static Content of(Answer answer, String as) throws PlayException {
        byte[] bytes = answer.header("Content-Encoding").filter("gzip"::equals).isPresent()
                ? unzipped(answer.body())
                : answer.body();
        String type =
                answer.header("Content-Type").orElse("").replaceFirst(";.*", "").strip();
        boolean json = as.isEmpty() ? type.equalsIgnoreCase("application/json") && bytes.length > 0 : as.equals("json");
        if (as.equals("targz") && answer.status() == 200) {
            return new Content(Optional.of(TarSummary.of(unzipped(bytes))), bytes);
        }
        return new Content(json ? Optional.of(Json.read(bytes)) : Optional.empty(), bytes);
    }

    String text() {
        return new String(bytes, UTF_8);
    }

    /** Length and SHA-256, by which bytes are recorded that are too many to write down. */
    JsonObject digest() {
        return Json.PROVIDER
                .createObjectBuilder()
                .add("length", bytes.length)
                .add("sha256", sha256(bytes))
                .build();
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unzipped(byte[] bytes) throws PlayException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new PlayException("body is not gzip: " + e.getMessage(), e);
        }
    }
}
