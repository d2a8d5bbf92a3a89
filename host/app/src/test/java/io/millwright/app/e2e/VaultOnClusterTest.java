package io.millwright.app.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** The journey on the cluster of {@code KUBECONFIG}, which can pull the real Vault's image that {@code MILLWRIGHT_TEST_VAULT_IMAGE} names. */
@Tag("lab")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class VaultOnClusterTest extends VaultJourney {
    @Override
    Place open(Path folder) {
        return Place.real(folder, TOOLS);
    }

    @Override
    String image() {
        String image = System.getenv().getOrDefault("MILLWRIGHT_TEST_VAULT_IMAGE", "");
        assumeTrue(!image.isEmpty(), "MILLWRIGHT_TEST_VAULT_IMAGE names no image of Vault");
        return image;
    }
}
