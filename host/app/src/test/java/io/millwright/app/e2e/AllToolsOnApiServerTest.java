package io.millwright.app.e2e;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * All tools on the API server that {@code KUBECONFIG} names, by Helm and the real client: its admission, schemas and controllers judge what is
 * installed. Operators and their programs are the simulators, the nodes are simulated ones. The cluster must be a fresh one, and isn't tidied.
 */
@Tag("lab")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AllToolsOnApiServerTest extends AllToolsJourney {
    @Override
    Place open(Path folder) {
        return Place.simulatedNodes(folder, AllTools.all());
    }
}
