package io.millwright.app.e2e;

import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

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
        String token = Base64.getEncoder().encodeToString("a-token-of-health".getBytes(StandardCharsets.UTF_8));
        place().cluster()
                .writer()
                .create(
                        Resource.of(
                                Kind.SECRET, NAMESPACE, "vault-health-token", Map.of("data", Map.of("token", token))),
                        Mode.REAL);
    }
}
