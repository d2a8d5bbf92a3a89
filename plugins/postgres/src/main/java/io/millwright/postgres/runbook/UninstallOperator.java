package io.millwright.postgres.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.Management;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes the operator away once nothing needs it. Its definitions stay: deleting them would delete every database. */
final class UninstallOperator implements Runbook {
    private final Catalogue catalogue;
    private final RunbookInfo info;

    UninstallOperator(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.info = new RunbookInfo(
                "uninstall-operator",
                "Uninstall the operator",
                Intent.UNINSTALL,
                Danger.DESTRUCTIVE,
                "Removes the operator the way it was installed, and keeps the custom resource definitions.",
                Optional.of(Cnpg.OPERATOR),
                List.of(Releases.repository(catalogue.chartRepository())),
                List.of(
                        "Without an operator nothing fails over: no Cluster may be left.",
                        "Deleting the custom resource definitions deletes every database; this never does.",
                        "Roles and service accounts of a manifest installation are left; they do nothing without the operator."),
                List.of("https://cloudnative-pg.io/docs/current/installation_upgrade"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        if (target.isEmpty() || !target.get().component().equals(Cnpg.OPERATOR)) {
            return List.of(new Constraint(
                    "target", "it acts on an operator", "choose an operator", Constraint.Kind.NOT_APPLICABLE));
        }
        try {
            List<Resource> clusters = cluster.list(Cnpg.CLUSTER, Selector.ALL);
            return clusters.isEmpty()
                    ? List.of()
                    : List.of(new Constraint(
                            "clusters",
                            clusters.size() + " clusters need it, "
                                    + clusters.getFirst().namespace() + "/"
                                    + clusters.getFirst().name() + " among them",
                            "uninstall them first",
                            Constraint.Kind.BLOCKS));
        } catch (ProblemException e) {
            return List.of(new Constraint(
                    "unreadable",
                    "whether clusters are left can't be told: " + e.problem().why(),
                    e.problem().next(),
                    Constraint.Kind.CANNOT_TELL));
        }
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, instance.id().namespace(), instance.root().name());
        Resource deployment = cluster.get(ref)
                .orElseThrow(() -> refused(instance, "its Deployment is no longer there", "Refresh the fleet."));
        if (!cluster.list(Cnpg.CLUSTER, Selector.ALL).isEmpty()) {
            throw refused(instance, "clusters still need it", "Uninstall them first.");
        }
        String version = Operators.version(deployment).map(Version::text).orElse("");
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(instance.id(), deployment.ref(Kind.DEPLOYMENT), deployment.generation(), version));
        Management management = Installer.of(deployment);
        switch (management.by()) {
            case HELM -> helm(request, deployment, version, draft);
            case OLM, GITOPS -> manual(management, ref, draft);
            case MANIFEST, MILLWRIGHT, UNKNOWN -> manifest(deployment, cluster, draft);
        }
        draft.consequence("no operator is left").consequence("keeps the custom resource definitions");
        return draft.plan("Uninstall " + instance.id().display());
    }

    private void helm(Request request, Resource deployment, String version, PlanDraft draft) {
        ObjectRef release = Installer.release(deployment).orElseThrow();
        Optional<ChartRef> chart = catalogue
                .operator(Version.of(version))
                .flatMap(r -> r.chart())
                .map(c -> new ChartRef(catalogue.chartRepository(), catalogue.chartName(), c));
        draft.step(Releases.uninstall(
                request,
                release.namespace(),
                release.name(),
                chart,
                "Helm installed it; the chart keeps the definitions."));
    }

    private static void manual(Management management, ObjectRef ref, PlanDraft draft) {
        draft.step(new Step(
                "by-hand",
                "remove it from " + management.reference(),
                "What installs it would install it again.",
                new Action.Manual("Remove the operator from " + management.reference()
                        + ", and keep the custom resource definitions: deleting them deletes every database."),
                List.of(),
                new Check.Absent(ref),
                new Check.Absent(ref),
                new Undo.None("put it back where it was removed from"),
                Effect.READ,
                Duration.ofHours(4),
                false,
                List.of()));
    }

    private static void manifest(Resource deployment, ClusterView view, PlanDraft draft) {
        // The webhooks go first: without the operator behind them they refuse every change.
        List<ObjectRef> objects = List.of(
                ObjectRef.of(Kind.MUTATING_WEBHOOK, "", Cnpg.MUTATING_WEBHOOKS),
                ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", Cnpg.VALIDATING_WEBHOOKS),
                ObjectRef.of(Kind.DEPLOYMENT, deployment.namespace(), deployment.name()),
                ObjectRef.of(Kind.SERVICE, deployment.namespace(), Cnpg.WEBHOOK_SERVICE));
        for (ObjectRef ref : objects) {
            if (view.get(ref).isPresent()) {
                draft.step(Step.change(
                        "delete-" + ref.kind().kind().toLowerCase(Locale.ROOT),
                        "delete " + ref.display(),
                        "It is a part of the release's manifest.",
                        new Action.Delete(ref, Propagation.FOREGROUND),
                        new Check.Absent(ref),
                        new Undo.None("apply the release's manifest again, or runbook install-operator"),
                        Duration.ofMinutes(3)));
            }
        }
    }

    private ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }
}
