package io.millwright.app.cli;

import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs that other machines have begun, as the clusters tell them. A cluster that can't be asked is said, and hides nothing else. */
final class OtherMachines {
    private OtherMachines() {}

    private record Answer(String context, List<PastRun> runs, Optional<String> why) {}

    static List<PastRun> of(Session session) {
        List<PastRun> found = new ArrayList<>();
        for (Answer answer : InParallel.each(
                contexts(session),
                session.options().timeout(),
                c -> ask(session, c),
                c -> new Answer(
                        c,
                        List.of(),
                        Optional.of("no answer within "
                                + session.options().timeout().toMillis() + " ms")))) {
            found.addAll(answer.runs());
            answer.why()
                    .ifPresent(why -> session.console()
                            .remark("Runs of other machines on " + answer.context() + " aren't listed: " + why));
        }
        return found;
    }

    /** Without a word about clusters, it is the current one; where there is none, the runs of this machine are listed all the same. */
    private static List<String> contexts(Session session) {
        try {
            return Scope.asked(session.options(), session.services().clusters(), false).stream()
                    .map(ClusterSource.Context::name)
                    .toList();
        } catch (ProblemException e) {
            if (!session.options().contexts().isEmpty()) {
                throw e;
            }
            return List.of();
        }
    }

    private static Answer ask(Session session, String context) {
        try {
            return new Answer(context, session.services().operations().copies(context), Optional.empty());
        } catch (ProblemException e) {
            return new Answer(context, List.of(), Optional.of(e.problem().why()));
        }
    }

    /** The one run of another machine whose id begins so. */
    static PastRun one(String id, Session session) {
        List<PastRun> hits =
                of(session).stream().filter(r -> r.id().startsWith(id)).toList();
        if (hits.size() == 1) {
            return hits.getFirst();
        }
        throw new ProblemException(Problem.user(
                "find the run",
                "'" + id + "'",
                hits.isEmpty()
                        ? "no cluster that was asked has a copy of such a run"
                        : "several runs begin so: "
                                + String.join(
                                        ", ", hits.stream().map(PastRun::id).toList()),
                hits.isEmpty()
                        ? "'millwright operations' lists them; --context says which cluster is asked."
                        : "Give the whole id."));
    }
}
