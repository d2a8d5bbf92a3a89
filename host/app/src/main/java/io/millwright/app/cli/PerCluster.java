package io.millwright.app.cli;

import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What one of several clusters answered: a value, or why there is none. */
record PerCluster<T>(String context, Optional<T> value, Optional<Problem> problem) {
    /**
     * Asks all clusters that a command is about, at the same time; one that is late delays nothing beyond the limit.
     *
     * @param attempted what is asked, in words that finish "could not ..."
     * @param question may throw a problem
     */
    static <T> List<PerCluster<T>> ask(
            Session session, ClusterSource clusters, String attempted, Function<ClusterSource.Context, T> question) {
        return InParallel.each(
                Scope.asked(session.options(), clusters, false),
                session.options().timeout(),
                c -> {
                    try {
                        return new PerCluster<T>(c.name(), Optional.of(question.apply(c)), Optional.empty());
                    } catch (ProblemException e) {
                        return new PerCluster<T>(c.name(), Optional.empty(), Optional.of(e.problem()));
                    }
                },
                c -> new PerCluster<T>(
                        c.name(),
                        Optional.empty(),
                        Optional.of(new Problem(
                                Problem.Kind.CLUSTER,
                                attempted,
                                "cluster " + c.name(),
                                "it didn't answer within "
                                        + session.options().timeout().toSeconds() + " s",
                                "Look at the network, or give it more time with --timeout.",
                                Optional.of("timeout")))));
    }

    /** The kind that a word means there. */
    static Served kind(ClusterConnection cluster, String word) {
        return cluster.tables()
                .find(word)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "list " + word,
                        "cluster " + cluster.context(),
                        "it serves no kind of that name",
                        "'kubectl api-resources' lists what there is.")));
    }

    /** Writes the problems; whether there were none. */
    static <T> boolean tell(List<PerCluster<T>> answers, Console console) {
        answers.forEach(a -> a.problem().ifPresent(p -> ProblemText.write(p, Format.TABLE, console)));
        return answers.stream().allMatch(a -> a.problem().isEmpty());
    }
}
