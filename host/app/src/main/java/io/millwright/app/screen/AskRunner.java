package io.millwright.app.screen;

import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Subjects;
import io.millwright.app.browse.Usage;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ProblemException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks a cluster once for what isn't a list of objects: rights, and what is used.
 *
 * @param clusters opens a context
 * @param usual the namespace that the program works with; empty for all
 */
record AskRunner(Function<String, ClusterConnection> clusters, Optional<String> usual, Clock clock) {
    BrowseMsg.RightsRead rights(BrowseEffect.ReadRights e) {
        String namespace = e.namespace().or(() -> usual).orElse("default").split(",")[0];
        return new BrowseMsg.RightsRead(
                e.page(), e.context(), answer(() -> Rights.of(clusters.apply(e.context()), e.who(), namespace)));
    }

    BrowseMsg.SubjectsRead subjects(BrowseEffect.ReadSubjects e) {
        return new BrowseMsg.SubjectsRead(
                e.page(), e.context(), answer(() -> Subjects.of(clusters.apply(e.context()), e.kind(), List.of())));
    }

    BrowseMsg.Measured measure(BrowseEffect.Measure e) {
        List<String> namespaces = Stream.of(
                        e.namespace().or(() -> usual).orElse("").split(","))
                .map(String::strip)
                .toList();
        return new BrowseMsg.Measured(
                e.page(), e.context(), measured(e.context(), c -> Usage.quietly(c, e.kind(), namespaces)));
    }

    BrowseMsg.MeasuredSome measure(BrowseEffect.MeasureSome e) {
        return new BrowseMsg.MeasuredSome(
                e.page(), e.context(), measured(e.context(), c -> Usage.ofSome(c, e.places())));
    }

    private Map<String, Usage> measured(String context, Function<ClusterConnection, Map<String, Usage>> question) {
        try {
            return question.apply(clusters.apply(context));
        } catch (ProblemException unusable) {
            // The list beside it says what is wrong with the cluster.
            return Map.of();
        }
    }

    private <T> Answer<T> answer(Supplier<T> question) {
        try {
            return Answer.of(question.get(), clock.instant());
        } catch (ProblemException failed) {
            return Answer.failed(failed.problem(), clock.instant());
        }
    }
}
