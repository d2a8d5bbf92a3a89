package io.millwright.kafka.strimzi;

import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an authority's key belongs to its certificate. The key is looked at in memory and goes nowhere else. */
public final class SigningKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]*)-----END \\1-----", Pattern.DOTALL);
    private static final byte[] PROBE = "does this key belong to that certificate?".getBytes(StandardCharsets.US_ASCII);

    private SigningKey() {}

    /** Why the key under that name of a Secret can't sign in that certificate's name; empty when it can. */
    public static Optional<String> unfit(Resource secret, String key, X509Certificate certificate) {
        Optional<String> data = secret.text("data", key);
        if (data.isEmpty()) {
            return Optional.of("there is no " + key);
        }
        try {
            String text = new String(Base64.getDecoder().decode(data.get()), StandardCharsets.US_ASCII);
            Matcher pem = PEM.matcher(text);
            if (text.contains("ENCRYPTED")) {
                return Optional.of(key + " is encrypted: the operator can't use it");
            }
            if (!pem.find()) {
                return Optional.of(key + " is no private key in PEM");
            }
            return signs(read(pem.group(1), pem.group(2), certificate.getPublicKey()), certificate.getPublicKey())
                    ? Optional.empty()
                    : Optional.of(key + " is the key of another certificate");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // What the library says may quote what it has read.
            return Optional.of(key + " can't be read, or is the key of another certificate");
        }
    }

    private static PrivateKey read(String form, String body, PublicKey belonging) throws GeneralSecurityException {
        byte[] content = Base64.getMimeDecoder().decode(body.strip());
        byte[] whole = form.equals("PRIVATE KEY") ? content : wrapped(content, belonging);
        return KeyFactory.getInstance(belonging.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(whole));
    }

    /** The older forms hold the key alone; what kind it is, the certificate tells. */
    private static byte[] wrapped(byte[] key, PublicKey belonging) {
        byte[] info = content(belonging.getEncoded());
        int algorithm = size(info);
        return tag(0x30, join(new byte[] {2, 1, 0}, Arrays.copyOf(info, algorithm), tag(0x04, key)));
    }

    /** What is inside of the first thing of these. */
    private static byte[] content(byte[] der) {
        int head = head(der);
        return Arrays.copyOfRange(der, head, size(der));
    }

    private static int head(byte[] der) {
        return (der[1] & 0x80) == 0 ? 2 : 2 + (der[1] & 0x7F);
    }

    private static int size(byte[] der) {
        int head = head(der);
        int length = head == 2 ? der[1] : 0;
        for (int i = 2; i < head; i++) {
            length = length << 8 | der[i] & 0xFF;
        }
        return head + length;
    }

    private static byte[] tag(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 128
                ? new byte[] {(byte) tag, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(head, content);
    }

    private static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(p -> p.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static boolean signs(PrivateKey key, PublicKey belonging) throws GeneralSecurityException {
        String algorithm = switch (belonging.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> belonging.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(belonging);
        signature.update(PROBE);
        return signature.verify(signed);
    }
}
