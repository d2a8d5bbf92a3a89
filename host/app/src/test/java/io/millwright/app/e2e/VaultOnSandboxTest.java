package io.millwright.app.e2e;

import java.nio.file.Path;

/**
 * The journey on the sandbox, whose clock runs fast: for how long a server has been ready can't be told there by the host's clock, so that
 * autopilot is asked, with a token for health checks.
 */
class VaultOnSandboxTest extends VaultJourney {
    @Override
    Place open(Path folder) throws Exception {
        return Place.sandbox(folder, TOOLS);
    }

    @Override
    String image() {
        return "hashicorp/vault:1.21.0";
    }

    @Override
    void keysAreMade() {
        place().healthToken(NAMESPACE, "vault");
    }
}
