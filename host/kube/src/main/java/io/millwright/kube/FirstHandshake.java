package io.millwright.kube;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.KeyAgreement;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * The arithmetic of a TLS handshake, done once on made-up keys. A virtual machine that has just started interprets it, which takes longer
 * than everything else up to the first answer of a cluster; on threads of its own it is over when the first real handshake comes. Nothing
 * is sent and nothing is read.
 */
public final class FirstHandshake {
    private FirstHandshake() {}

    private interface Part {
        void run() throws GeneralSecurityException, SSLException;
    }

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    /**
     * Starts it on daemon threads, unless that was done before, and returns at once. The curves have one of their own: more than half of the
     * time goes into a table of multiples that the JDK makes for the first key of P-256, and the protocol's classes can be loaded meanwhile.
     */
    public static void prepare() {
        if (BEGUN.getAndSet(true)) {
            return;
        }
        start("first-handshake-curves", () -> {
            KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
            curve.initialize(new ECGenParameterSpec("secp256r1"));
            sign(curve.generateKeyPair());
            agree(KeyPairGenerator.getInstance("X25519").generateKeyPair(), "X25519");
        });
        start("first-handshake", () -> {
            hello();
            anchors();
        });
        // The parsers of kubeconfig and answers hold limits of numbers, for which the JDK makes a table of large ones.
        // No method reference: that would look at the number here, on this thread.
        start("first-numbers", () -> BigDecimal.TEN.signum());
    }

    /**
     * Whoever checks a server's name wants to know whether its authority is one of the hundred and forty that come with the JDK, and reads all of
     * them for that.
     */
    private static void anchors() {
        try {
            Class.forName("sun.security.util.AnchorCertificates");
        } catch (ClassNotFoundException elsewhere) {
            // A JDK that keeps them elsewhere reads them when it needs them.
            return;
        }
    }

    private static void start(String name, Part part) {
        Thread.ofPlatform().daemon(true).name(name).start(() -> {
            try {
                part.run();
            } catch (GeneralSecurityException | SSLException withoutThese) {
                // A runtime without these curves: the handshake chooses others, and tells when there are none.
                return;
            }
        });
    }

    /** The first message of a client, into nothing: the protocol's classes, and a pair of keys of each of two curves. */
    private static void hello() throws GeneralSecurityException, SSLException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[0], new TrustManager[0], null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.wrap(
                ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    }

    private static void agree(KeyPair pair, String algorithm) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance(algorithm);
        agreement.init(pair.getPrivate());
        agreement.doPhase(pair.getPublic(), true);
        agreement.generateSecret();
    }

    private static void sign(KeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        byte[] signed = signature.sign();
        signature.initVerify(pair.getPublic());
        signature.verify(signed);
    }
}
