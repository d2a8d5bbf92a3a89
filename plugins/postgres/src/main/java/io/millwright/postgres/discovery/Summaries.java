package io.millwright.postgres.discovery;

import io.millwright.kit.Bytes;
import io.millwright.kit.Times;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.PgStatus.Standby;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** What an operator wants to see of a cluster in one line. */
public final class Summaries {
    private Summaries() {}

    /** In the order in which it is shown. A status page or an object store that can't be read shows as {@code ?}. */
    static Map<String, String> of(PgCluster c, ClusterView view) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("ready", c.ready() + "/" + c.wanted());
        summary.put("primary", c.currentPrimary().orElse("none"));
        summary.put("lag", lag(c, view));
        summary.put("backup", backup(c, view));
        summary.put("storage", c.object().text("spec", "storage", "size").orElse("–"));
        return summary;
    }

    /** The farthest standby's lag in bytes, {@code –} for a single instance. */
    public static String lag(PgCluster c, ClusterView view) {
        if (c.wanted() < 2 || c.currentPrimary().isEmpty() || c.hibernationWanted()) {
            return "–";
        }
        Optional<PgStatus> page =
                PgStatus.read(view, c.namespace(), c.currentPrimary().get()).page();
        if (page.isEmpty()) {
            return "?";
        }
        return page.get().standbys().stream()
                .flatMap(s -> s.behind().stream())
                .max(Long::compareTo)
                .map(b -> b == 0 ? "0 B" : Bytes.words(b))
                .orElseGet(() -> page.get().standbys().stream()
                        .map(Standby::state)
                        .findFirst()
                        .orElse("no standby"));
    }

    /** How long ago the newest good backup ended. */
    public static String backup(PgCluster c, ClusterView view) {
        if (c.backupMethods().isEmpty()) {
            return "not set up";
        }
        try {
            return Backups.of(c, view)
                    .newestGood()
                    .map(t -> Times.words(Duration.between(t, view.now())) + " ago")
                    .orElse("none");
        } catch (ProblemException e) {
            // One cell must not hide the whole instance; the backup checks say what can't be read and why.
            return "?";
        }
    }

    /** Makes something of each cluster at the same time, since each asks its primary; in the order of the clusters. */
    public static <T> List<T> together(List<PgCluster> clusters, Function<PgCluster, T> make) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            clusters.forEach(c -> futures.add(threads.submit(() -> make.apply(c))));
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new ProblemException(Problem.internal("read the clusters", "PostgreSQL", e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Problem.internal("read the clusters", "PostgreSQL", e), e);
        }
    }
}
