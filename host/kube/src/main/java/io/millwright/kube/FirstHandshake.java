package io.millwright.kube;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.KeyAgreement;

/**
 * The arithmetic of a TLS handshake, done once on made-up keys. A virtual machine that has just started interprets it, which takes longer
 * than everything else up to the first answer of a cluster; on a thread of its own it is over when the first real handshake comes. Nothing
 * is sent and nothing is read.
 */
public final class FirstHandshake {
    private FirstHandshake() {}

    /** Starts it on a daemon thread and returns at once. */
    public static void prepare() {
        Thread.ofPlatform().daemon(true).name("first-handshake").start(() -> {
            try {
                agree(KeyPairGenerator.getInstance("X25519").generateKeyPair(), "X25519");
                KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
                curve.initialize(new ECGenParameterSpec("secp256r1"));
                sign(curve.generateKeyPair());
            } catch (GeneralSecurityException withoutThese) {
                // A runtime without these curves: the handshake chooses others, and tells when there are none.
                return;
            }
        });
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
