package io.millwright.certificates.simulator;

import io.millwright.kit.X509;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/**
 * Makes real keys and certificates (ECDSA P-256), so that chains can be verified. The JDK reads certificates but makes none, so the few DER
 * structures are written here (RFC 5280).
 */
final class Keys {
    private static final byte[] ECDSA_SHA256 = sequence(oid(0x2A, 0x86, 0x48, 0xCE, 0x3D, 4, 3, 2));
    private static final byte[] COMMON_NAME = oid(0x55, 4, 3);
    private static final byte[] ALTERNATIVE_NAMES = oid(0x55, 0x1D, 0x11);
    private static final byte[] BASIC_CONSTRAINTS = oid(0x55, 0x1D, 0x13);
    private static final byte[] TRUE = {1, 1, (byte) 0xFF};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Keys() {}

    /**
     * Who signs.
     *
     * @param name its common name
     * @param pair its keys
     */
    record Signer(String name, KeyPair pair) {}

    /** What a certificate is to say. */
    record Wish(String name, List<String> hosts, boolean authority, long serial, Instant from, Instant to) {}

    static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no elliptic keys", e);
        }
    }

    /** The key pair of which the certificate shows one half and the PEM text the other. */
    static KeyPair read(X509 certificate, String privatePem) {
        try {
            byte[] der = Base64.getMimeDecoder()
                    .decode(privatePem.replaceAll("-----[A-Z ]+-----", "").getBytes(StandardCharsets.US_ASCII));
            return new KeyPair(
                    certificate.certificate().getPublicKey(),
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that this made can't be read", e);
        }
    }

    static String pem(KeyPair pair) {
        return pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    /** A certificate of those keys in PEM, signed by that authority. */
    static String sign(Wish wish, KeyPair keys, Signer by) {
        byte[] extensions = new byte[0];
        if (wish.authority()) {
            extensions = join(extensions, sequence(BASIC_CONSTRAINTS, TRUE, tag(0x04, sequence(TRUE))));
        }
        byte[] names = new byte[0];
        for (String host : wish.hosts()) {
            names = join(names, tag(0x82, host.getBytes(StandardCharsets.US_ASCII)));
        }
        if (names.length > 0) {
            // Critical where there is no subject (RFC 5280, 4.1.2.6): readers refuse it otherwise.
            byte[] critical = wish.name().isEmpty() ? TRUE : new byte[0];
            extensions = join(extensions, sequence(ALTERNATIVE_NAMES, critical, tag(0x04, sequence(names))));
        }
        byte[] body = sequence(
                tag(0xA0, integer(2)),
                integer(wish.serial()),
                ECDSA_SHA256,
                name(by.name()),
                sequence(time(wish.from()), time(wish.to())),
                name(wish.name()),
                keys.getPublic().getEncoded(),
                extensions.length == 0 ? new byte[0] : tag(0xA3, sequence(extensions)));
        byte[] whole = sequence(body, ECDSA_SHA256, tag(0x03, join(new byte[] {0}, signature(body, by.pair()))));
        return pem("CERTIFICATE", whole);
    }

    private static byte[] signature(byte[] body, KeyPair by) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(by.getPrivate());
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate can't be signed", e);
        }
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + label
                + "-----\n";
    }

    private static byte[] name(String commonName) {
        return commonName.isEmpty()
                ? sequence()
                : sequence(tag(0x31, sequence(COMMON_NAME, tag(0x0C, commonName.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(Instant when) {
        return tag(0x18, TIME.format(when).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] integer(long value) {
        return tag(0x02, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] oid(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return tag(0x06, content);
    }

    private static byte[] sequence(byte[]... parts) {
        return tag(0x30, join(parts));
    }

    private static byte[] tag(int tag, byte[] content) {
        int n = content.length;
        byte[] head = n < 128
                ? new byte[] {(byte) tag, (byte) n}
                : n < 256
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) n}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
