package io.curia.client.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads certificates and private keys in PEM. Stateless. */
final class Pem {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s([^-]*)-----END \\1-----");
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private Pem() {}

    /** The certificates of a file, at least one. */
    static List<X509Certificate> certificates(Path file) throws IOException, CertificateException {
        var factory = CertificateFactory.getInstance("X.509");
        var found = new ArrayList<X509Certificate>();
        for (Block block : blocks(file)) {
            if (block.kind().equals("CERTIFICATE")) {
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content())));
            }
        }
        if (found.isEmpty()) {
            throw new IOException("no certificate in " + file);
        }
        return found;
    }

    /** The certificates of all files of a directory, or of a file; at least one. */
    static List<X509Certificate> certificatesUnder(Path path) throws IOException, CertificateException {
        if (!Files.isDirectory(path)) {
            return certificates(path);
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(path)) {
            files = entries.filter(Files::isRegularFile).sorted().toList();
        }
        var found = new ArrayList<X509Certificate>();
        for (Path file : files) {
            found.addAll(certificates(file));
        }
        if (found.isEmpty()) {
            throw new IOException("no certificate in " + path);
        }
        return found;
    }

    /** The private key of a file: PKCS #8, or the older forms for RSA and elliptic curves. */
    static PrivateKey privateKey(Path file, PublicKey counterpart) throws IOException, GeneralSecurityException {
        for (Block block : blocks(file)) {
            byte[] encoded =
                    switch (block.kind()) {
                        case "PRIVATE KEY" -> block.content();
                        case "RSA PRIVATE KEY", "EC PRIVATE KEY" -> inPkcs8(block.content(), counterpart);
                        default -> null;
                    };
            if (encoded != null) {
                return KeyFactory.getInstance(counterpart.getAlgorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            }
        }
        throw new IOException("no private key in " + file + " that is not encrypted");
    }

    /** The algorithm with its curve stands in the certificate's key too, as its first part. */
    private static byte[] inPkcs8(byte[] key, PublicKey counterpart) {
        byte[] subject = counterpart.getEncoded();
        int start = contentAt(subject, 0);
        int algorithmStart = contentAt(subject, start);
        int algorithmEnd = algorithmStart + contentLength(subject, start);
        byte[] algorithm = java.util.Arrays.copyOfRange(subject, start, algorithmEnd);
        return element(SEQUENCE, joined(VERSION_0, algorithm, element(OCTETS, key)));
    }

    private static int contentAt(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int contentLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | (der[at + 2 + i] & 0xff);
        }
        return length;
    }

    private static byte[] element(int tag, byte[] content) {
        int length = content.length;
        byte[] head;
        if (length < 0x80) {
            head = new byte[] {(byte) tag, (byte) length};
        } else if (length <= 0xff) {
            head = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
        } else {
            head = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >>> 8), (byte) length};
        }
        return joined(head, content);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Block(String kind, byte[] content) {}

    private static List<Block> blocks(Path file) throws IOException {
        var found = new ArrayList<Block>();
        Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            try {
                found.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new IOException("damaged PEM in " + file, e);
            }
        }
        return found;
    }
}
