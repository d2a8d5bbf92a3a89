package io.millwright.app.e2e;

import java.nio.file.Path;

/** The journey on the sandbox. */
class SecretsOnSandboxTest extends SecretsJourney {
    @Override
    Place open(Path folder) throws Exception {
        return Place.sandbox(folder, TOOLS);
    }
}
