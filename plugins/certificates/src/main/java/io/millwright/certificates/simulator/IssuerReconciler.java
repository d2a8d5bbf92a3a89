package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Issuers;
import io.millwright.kit.X509;
import io.millwright.kit.simulator.Conditions;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.Optional;

/** Says of each issuer whether it can issue. */
final class IssuerReconciler {
    private final SimulatedCluster world;
    private final Installation installation;

    IssuerReconciler(SimulatedCluster world, Installation installation) {
        this.world = world;
        this.installation = installation;
    }

    void step(Resource issuer) {
        switch (Issuers.type(issuer)) {
            case "selfSigned" -> ready(issuer, "IsReady", "");
            case "ca" -> authority(issuer);
            case "acme" ->
                ready(issuer, "ACMEAccountRegistered", "The ACME account was registered with the ACME server");
            case "vault" -> {
                if (world.fault(Marks.VAULT_SEALED)) {
                    not(issuer, "VaultError", "Failed to verify Vault is initialized and unsealed");
                } else if (issuer.text("spec", "vault", "path").isEmpty()) {
                    not(issuer, "VaultError", "Vault server and path are required fields");
                } else {
                    ready(issuer, "VaultVerified", "Vault verified");
                }
            }
            default -> {
                // An issuer of another kind has its own controller.
            }
        }
    }

    private void authority(Resource issuer) {
        ObjectRef ref = Issuers.authority(issuer, installation.clusterResourceNamespace())
                .orElseThrow();
        Optional<Resource> secret = world.get(ref);
        Optional<X509> certificate = secret.flatMap(s -> X509.ofSecret(s, "tls.crt"));
        if (certificate.isEmpty()) {
            not(
                    issuer,
                    "ErrGetKeyPair",
                    "Error getting keypair for CA issuer: "
                            + (secret.isEmpty()
                                    ? "secrets \"" + ref.name() + "\" not found"
                                    : "no data for \"tls.crt\" in secret '" + ref.namespace() + "/" + ref.name()
                                            + "'"));
        } else if (!certificate.get().authority()) {
            not(issuer, "ErrInvalidKeyPair", "Invalid signing key pair: certificate is not a CA");
        } else {
            ready(issuer, "KeyPairVerified", "Signing CA verified");
        }
    }

    private void ready(Resource issuer, String reason, String message) {
        set(issuer, "True", reason, message);
    }

    private void not(Resource issuer, String reason, String message) {
        set(issuer, "False", reason, message);
    }

    private void set(Resource issuer, String status, String reason, String message) {
        world.updateStatus(Issuers.ref(issuer), i -> Conditions.set(i, "Ready", status, reason, message, world.now()));
    }
}
