package io.millwright.app.e2e;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * The journey on the cluster of {@code KUBECONFIG}, with the real ECK by its official chart of {@code MILLWRIGHT_TEST_CHARTS}, where
 * {@code MILLWRIGHT_TEST_ECK} says that its image is there.
 */
@Tag("lab")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LoggingOnClusterTest extends LoggingJourney {
    @Override
    Place open(Path folder) {
        return Place.withCharts(folder, TOOLS, "MILLWRIGHT_TEST_ECK");
    }
}
