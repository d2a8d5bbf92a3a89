package io.millwright.app.e2e;

import java.io.IOException;
import java.nio.file.Path;

/** All tools on the sandbox. */
class AllToolsOnSandboxTest extends AllToolsJourney {
    @Override
    Place open(Path folder) throws IOException {
        return Place.sandbox(folder, AllTools.all());
    }
}
