package io.millwright.app.cli;

import io.millwright.engine.browse.Gathering;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one cluster said to one question: rows, and from where a watch goes on; or why there are none.
 *
 * @param table with the columns that are asked for
 */
record RowsOfOne(
        Wanted wanted,
        Optional<Query> query,
        Optional<ObjectTable> table,
        Optional<Position> from,
        Optional<Problem> problem) {
    /** Asks all at the same time; one that is late delays nothing beyond the limit. */
    static List<RowsOfOne> read(ObjectsAsked asked, RowColumns columns, ClusterSource clusters, Duration limit) {
        return InParallel.each(
                asked.wanted(), limit, w -> one(w, asked, columns, clusters), w -> failed(w, w.late(limit)));
    }

    private static RowsOfOne one(Wanted wanted, ObjectsAsked asked, RowColumns columns, ClusterSource clusters) {
        try {
            ClusterConnection cluster = clusters.open(wanted.cluster());
            Served served = PerCluster.kind(cluster, wanted.word());
            Query query = asked.query(served, wanted).computing(columns.computed());
            Gathering gathered = new Gathering(served);
            Position from = cluster.tables().list(query, gathered);
            return new RowsOfOne(
                    wanted,
                    Optional.of(query),
                    Optional.of(columns.shaped(gathered.table())),
                    Optional.of(from),
                    Optional.empty());
        } catch (ProblemException e) {
            return failed(wanted, e.problem());
        }
    }

    private static RowsOfOne failed(Wanted wanted, Problem problem) {
        return new RowsOfOne(wanted, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(problem));
    }

    /** Everything that stands against the answers being whole. */
    static List<Problem> problems(List<RowsOfOne> answers, Console console) {
        Stream<Problem> told = answers.stream()
                .flatMap(a -> Stream.concat(
                        a.problem().stream(), a.table().map(ObjectTable::missing).orElse(List.of()).stream()));
        List<Looked> looked = answers.stream().flatMap(a -> a.looked().stream()).toList();
        return Stream.concat(told, Looked.notFound(looked, console).stream()).toList();
    }

    private Optional<Looked> looked() {
        return table.map(t -> new Looked(
                wanted,
                t.served(),
                query.map(Query::namespace).orElse(""),
                !t.rows().isEmpty()));
    }
}
