package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives every instance more or less CPU and memory. */
final class ChangeResources extends ClusterRunbook {
    ChangeResources() {
        super(new RunbookInfo(
                "change-resources",
                "Change CPU and memory",
                Intent.SCALE,
                Danger.DISRUPTIVE,
                "Sets CPU and memory of every instance, as request and limit; the instances restart one by one, the primary last.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        Ask.text(
                                "cpu",
                                "CPU",
                                "CPUs of each instance; empty: as it is.",
                                "[0-9]+(\\.[0-9]+)?|[0-9]+m",
                                "a number such as 2 or 500m"),
                        Ask.quantity("memory", "Memory", "Memory of each instance; empty: as it is.")),
                List.of(
                        "A pod for which no node has room stays Pending, and the restarts stop there; the rest goes on serving.",
                        "PostgreSQL doesn't use more memory by itself: shared_buffers is a parameter.",
                        "Connections drop while the primary restarts; a single instance is down meanwhile."),
                List.of("https://cloudnative-pg.io/docs/current/resource_management")));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return atRest(c, view);
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        for (String what : List.of("cpu", "memory")) {
            if (!request.input(what).isEmpty()) {
                wanted.put(what, request.input(what));
            }
        }
        if (wanted.isEmpty()) {
            throw refused(request.instance(), "neither CPU nor memory is given", "Give cpu, memory or both.");
        }
        ClusterSpec.memory(c.object().textMap("spec", "postgresql", "parameters"), request.input("memory"));
        String words = String.join(
                ", ",
                wanted.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
        draft.step(Steps.settled(c))
                .step(Steps.set(
                        c,
                        "resources",
                        "spec.resources " + words,
                        "The operator restarts every instance with them.",
                        Tree.of("resources", Tree.of("requests", wanted, "limits", wanted))))
                .step(Step.await(
                        "rolled",
                        c.wanted() + " of " + c.wanted() + " instances have them",
                        "The Cluster can read healthy before the first pod is made anew.",
                        Questions.podsCurrent(c, "", wanted),
                        Duration.ofMinutes(10 + 5 * c.wanted())));
        Steps.restarted(c, draft);
        draft.consequence("restarts " + c.wanted() + " instances, the primary last")
                .consequence(
                        c.wanted() == 1 ? "the database is down meanwhile" : "writes stop while the primary restarts")
                .consequence("undo sets the former values, with another restart");
        return draft.plan("Set " + words + " of " + request.instance().id().display());
    }
}
