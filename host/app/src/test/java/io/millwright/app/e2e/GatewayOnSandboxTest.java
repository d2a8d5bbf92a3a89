package io.millwright.app.e2e;

import java.nio.file.Path;

/** The journey on the sandbox. */
class GatewayOnSandboxTest extends GatewayJourney {
    @Override
    Place open(Path folder) throws Exception {
        return Place.sandbox(folder, TOOLS);
    }
}
