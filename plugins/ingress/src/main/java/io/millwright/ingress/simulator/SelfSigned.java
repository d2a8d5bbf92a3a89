package io.millwright.ingress.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;

/**
 * A certificate that signs itself, with its key, both in PEM. The JDK reads certificates but makes none, so the few DER structures are
 * written here (RFC 5280).
 */
record SelfSigned(String certificate, String key) {
    private static final byte[] ECDSA_SHA256 = {0x06, 8, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2};
    private static final byte[] COMMON_NAME = {0x06, 3, 0x55, 4, 3};
    private static final byte[] ALTERNATIVE_NAMES = {0x06, 3, 0x55, 0x1D, 0x11};
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    /** For those hosts, valid from then to then. */
    static SelfSigned of(List<String> hosts, Instant from, Instant to) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            KeyPair pair = generator.generateKeyPair();
            byte[] algorithm = der(0x30, ECDSA_SHA256);
            byte[] name = der(0x30, der(0x31, der(0x30, COMMON_NAME, text(0x0C, hosts.getFirst()))));
            byte[] names = new byte[0];
            for (String host : hosts) {
                names = join(names, text(0x82, host));
            }
            byte[] extension = der(0x30, ALTERNATIVE_NAMES, der(0x04, der(0x30, names)));
            byte[] body = der(
                    0x30,
                    der(0xA0, new byte[] {2, 1, 2}),
                    der(0x02, new byte[] {1}),
                    algorithm,
                    name,
                    der(0x30, text(0x18, TIME.format(from)), text(0x18, TIME.format(to))),
                    name,
                    pair.getPublic().getEncoded(),
                    der(0xA3, der(0x30, extension)));
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(body);
            byte[] whole = der(0x30, body, algorithm, der(0x03, new byte[] {0}, signature.sign()));
            return new SelfSigned(
                    pem("CERTIFICATE", whole),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no elliptic curves", e);
        }
    }

    private static String pem(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes)
                + "\n-----END " + label + "-----\n";
    }

    private static byte[] text(int tag, String text) {
        return der(tag, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] der(int tag, byte[]... parts) {
        byte[] content = join(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else if (content.length < 256) {
            out.write(0x81);
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length & 0xFF);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
