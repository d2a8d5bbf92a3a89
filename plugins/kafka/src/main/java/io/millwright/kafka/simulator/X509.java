package io.millwright.kafka.simulator;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;

/**
 * Makes certificates that can be read like real ones. All are signed by one key that lives in memory alone, so that nobody can use them for
 * anything: nothing in the sandbox speaks TLS.
 */
final class X509 {
    private static final byte[] ECDSA_SHA256 = {
        0x30, 0x0A, 0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2
    };
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
    private static final byte[] BASIC_CONSTRAINTS = {0x06, 0x03, 0x55, 0x1D, 0x13};
    private static final byte[] MAY_SIGN = {0x04, 0x05, 0x30, 0x03, 0x01, 0x01, (byte) 0xFF};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final KeyPair KEY = key();

    private X509() {}

    private static KeyPair key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no elliptic keys", e);
        }
    }

    /** A certificate of that name in the form of PEM, signed in its own name. */
    static String pem(String name, long serial, Instant from, Instant to) {
        return pem(name, name(name), serial, from, to);
    }

    /** The same, which may sign others. */
    static String authority(String name, long serial, Instant from, Instant to) {
        return pem(name, name(name), serial, from, to, tag(0xA3, sequence(sequence(BASIC_CONSTRAINTS, MAY_SIGN))));
    }

    /** A certificate, signed in the name of another certificate's subject. */
    static String pem(String name, X500Principal issuer, long serial, Instant from, Instant to) {
        return pem(name, issuer.getEncoded(), serial, from, to);
    }

    private static byte[] name(String name) {
        return sequence(set(sequence(COMMON_NAME, tag(0x0C, name.getBytes(StandardCharsets.UTF_8)))));
    }

    private static String pem(String name, byte[] issuer, long serial, Instant from, Instant to, byte... extensions) {
        byte[] body = sequence(
                tag(0xA0, integer(2)),
                integer(serial),
                ECDSA_SHA256,
                issuer,
                sequence(time(from), time(to)),
                name(name),
                KEY.getPublic().getEncoded(),
                extensions);
        byte[] certificate = sequence(body, ECDSA_SHA256, tag(0x03, join(new byte[] {0}, sign(body))));
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
                + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] sign(byte[] body) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(KEY.getPrivate());
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate can't be signed", e);
        }
    }

    private static byte[] time(Instant when) {
        return tag(0x18, TIME.format(when).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] integer(long value) {
        return tag(0x02, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] sequence(byte[]... parts) {
        return tag(0x30, join(parts));
    }

    private static byte[] set(byte[] part) {
        return tag(0x31, part);
    }

    private static byte[] tag(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 128
                ? new byte[] {(byte) tag, (byte) length}
                : length < 256
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
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
