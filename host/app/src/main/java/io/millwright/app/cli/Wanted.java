package io.millwright.app.cli;

import io.millwright.engine.browse.Query;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked of one cluster: all objects of a kind that match, or the one of that name.
 *
 * @param word the kind, as it was typed
 */
record Wanted(String word, Optional<String> name, ClusterSource.Context context) {
    String cluster() {
        return context.name();
    }

    /** Those of its name in the namespaces in which the query looks, each asked for by itself, as they are taken. */
    Stream<Resource> named(ClusterConnection cluster, Query query) {
        List<String> namespaces = query.namespaces().isEmpty() ? List.of("") : query.namespaces();
        return name.stream()
                .flatMap(n -> namespaces.stream()
                        .map(in -> ObjectRef.of(query.served().kind(), in, n))
                        .flatMap(ref -> cluster.view().get(ref).stream()));
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
