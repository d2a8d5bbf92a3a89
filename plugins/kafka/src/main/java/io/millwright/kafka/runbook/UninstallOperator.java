package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Installer;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
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
import io.millwright.spi.Release;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the operator away once nothing needs it. Its definitions stay: deleting them would delete every cluster. */
final class UninstallOperator implements Runbook {
    private static final List<Kind> NEED = List.of(Strimzi.KAFKA, Strimzi.CONNECT, Strimzi.MIRROR, Strimzi.BRIDGE);
    private final Versions versions;
    private final RunbookInfo info = new RunbookInfo(
            "uninstall-operator",
            "Uninstall the operator",
            Intent.UNINSTALL,
            Danger.DESTRUCTIVE,
            "Removes the operator the way it was installed, and keeps the custom resource definitions.",
            Optional.of(Strimzi.OPERATOR),
            List.of(Releases.repository("oci://quay.io/strimzi-helm")),
            List.of(
                    "Without an operator nothing restarts in order and no certificate is renewed: no cluster may be left.",
                    "Upstream's own page deletes the definitions as well, and with them every cluster; this never does."),
            List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-uninstalling-str"));

    UninstallOperator(Versions versions) {
        this.versions = versions;
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    private static List<Resource> needing(Resource deployment, ClusterView view) {
        List<Resource> found = new ArrayList<>();
        NEED.forEach(k -> view.list(k, Selector.ALL).stream()
                .filter(o -> StrimziOperators.watches(deployment, o.namespace()))
                .forEach(found::add));
        return found;
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        Optional<Constraint> other = Constraints.unless(target, Strimzi.OPERATOR, "an operator");
        if (other.isPresent()) {
            return List.of(other.get());
        }
        return Constraints.read("whether clusters are left", () -> {
            List<Resource> needing = needing(target.orElseThrow().root(), cluster);
            return needing.isEmpty()
                    ? List.of()
                    : List.of(Constraints.blocks(
                            "clusters",
                            needing.size() + " objects need it, "
                                    + needing.getFirst().kind() + " "
                                    + needing.getFirst().namespace() + "/"
                                    + needing.getFirst().name() + " among them",
                            "uninstall them first"));
        });
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, instance.root().namespace(), instance.root().name());
        Resource deployment = cluster.get(ref)
                .orElseThrow(() -> refused(instance, "its Deployment is no longer there", "Refresh the fleet."));
        if (!needing(deployment, cluster).isEmpty()) {
            throw refused(instance, "clusters still need it", "Uninstall them first.");
        }
        String version = StrimziOperators.version(deployment).orElse("");
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(instance.id(), deployment.ref(Kind.DEPLOYMENT), deployment.generation(), version));
        Management management = Installer.of(deployment);
        switch (management.by()) {
            case HELM -> {
                ObjectRef release = Installer.release(deployment).orElseThrow();
                draft.step(Releases.uninstall(
                        request,
                        release.namespace(),
                        release.name(),
                        versions.catalogue().find(Strimzi.OPERATOR, version).flatMap(Release::chart),
                        "Helm installed it, and leaves the definitions alone."));
            }
            case OLM, GITOPS ->
                draft.step(new Step(
                        "by-hand",
                        "remove it from " + management.reference(),
                        "What installs it would install it again.",
                        new Action.Manual("Remove the operator from " + management.reference()
                                + ", and keep the custom resource definitions: deleting them deletes every cluster."),
                        List.of(),
                        new Check.Absent(ref),
                        new Check.Absent(ref),
                        new Undo.None("put it back where it was removed from"),
                        Effect.READ,
                        Duration.ofHours(4),
                        false,
                        List.of()));
            case MANIFEST, MILLWRIGHT, UNKNOWN ->
                draft.step(Step.change(
                                "delete-deployment",
                                "delete " + ref.display(),
                                "It is the operator's program.",
                                new Action.Delete(deployment.ref(Kind.DEPLOYMENT), Propagation.FOREGROUND),
                                new Check.Absent(ref),
                                new Undo.None("apply the release's manifest again, or runbook install-operator"),
                                Duration.ofMinutes(3)))
                        .risk(
                                "left",
                                "Roles and service accounts of the manifest are left",
                                "They do nothing without the operator; delete them with the manifest's files, but not the definitions.");
        }
        draft.consequence("no operator is left").consequence("keeps the custom resource definitions");
        return draft.plan("Uninstall " + instance.id().display());
    }

    private ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }
}
