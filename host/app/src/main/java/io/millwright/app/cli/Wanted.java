package io.millwright.app.cli;

import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import java.time.Duration;
import java.util.Optional;

/**
 * What is asked of one cluster: all objects of a kind that match, or the one of that name.
 *
 * @param word the kind, as it was typed
 */
record Wanted(String word, Optional<String> name, ClusterSource.Context context) {
    String cluster() {
        return context.name();
    }

    /** What was done, in words that finish "could not ...". */
    String attempted() {
        return name.map(n -> "get " + word + " " + n).orElse("list " + word);
    }

    /** It wasn't answered in that time. */
    Problem late(Duration limit) {
        return new Problem(
                Problem.Kind.CLUSTER,
                attempted(),
                "cluster " + cluster(),
                "it didn't answer within " + limit.toSeconds() + " s",
                "Look at the network, or give it more time with --timeout.",
                Optional.of("timeout"));
    }
}
