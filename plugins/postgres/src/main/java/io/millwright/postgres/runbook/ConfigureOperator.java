package io.millwright.postgres.runbook;

import io.millwright.kit.Installer;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Helm.Verb;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
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
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Spreads the restarts that an operator's upgrade brings, or does without them. The operator reads these settings at its start only. */
final class ConfigureOperator implements Runbook {
    static final String CLUSTERS_DELAY = "CLUSTERS_ROLLOUT_DELAY";
    private static final String INSTANCES_DELAY = "INSTANCES_ROLLOUT_DELAY";
    private static final String IN_PLACE = "ENABLE_INSTANCE_MANAGER_INPLACE_UPDATES";
    private static final String CONFIG = "cnpg-controller-manager-config";
    private final Catalogue catalogue;
    private final RunbookInfo info;

    ConfigureOperator(Catalogue catalogue) {
        this.catalogue = catalogue;
        this.info = new RunbookInfo(
                "configure-operator",
                "Spread restarts",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Decides how the operator takes changes of its own to the clusters: how long it waits between clusters and between instances, and"
                        + " whether it restarts them at all. It restarts the operator.",
                Optional.of(Cnpg.OPERATOR),
                List.of(
                        Ask.text(
                                "clusters-delay",
                                "Between clusters",
                                "Seconds from the restart of one cluster to that of the next; empty: as it is.",
                                "[0-9]{1,5}",
                                "a number of seconds"),
                        Ask.text(
                                "instances-delay",
                                "Between instances",
                                "Seconds from the restart of one instance to that of the next; empty: as it is.",
                                "[0-9]{1,5}",
                                "a number of seconds"),
                        Ask.choice(
                                "in-place",
                                "In place",
                                "yes: a new instance manager is exchanged in running pods where the new version allows it; no: pods are restarted.",
                                "as it is",
                                "yes",
                                "no"),
                        Releases.repository(catalogue.chartRepository()),
                        Releases.archive()),
                List.of(
                        "While the operator restarts nothing fails over: some seconds.",
                        "Some versions change pods all the same, and restart them in spite of in-place updates.",
                        "With a delay a security fix reaches the last cluster that much later."),
                List.of("https://cloudnative-pg.io/docs/current/operator_conf"));
    }

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        Optional<Constraint> other = Constraints.unless(target, Cnpg.OPERATOR, "an operator");
        if (other.isPresent()) {
            return List.of(other.get());
        }
        Management management = target.orElseThrow().management();
        return switch (management.by()) {
            case OLM, GITOPS ->
                List.of(Constraints.blocks(
                        "owner",
                        management.reference() + " installs it",
                        "set " + CLUSTERS_DELAY + " and so on there"));
            case HELM, MANIFEST, MILLWRIGHT, UNKNOWN -> List.of();
        };
    }

    /** What the operator was told, whoever told it. */
    static Map<String, String> present(String namespace, ClusterView view) {
        return view.get(ObjectRef.of(Kind.CONFIG_MAP, namespace, CONFIG))
                .map(m -> m.textMap("data"))
                .orElse(Map.of());
    }

    @Override
    public Plan plan(Request request, ClusterView cluster) {
        Instance instance = request.instance();
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, instance.root().namespace(), instance.root().name());
        Resource deployment = cluster.get(ref)
                .orElseThrow(() -> refused(instance, "its Deployment is no longer there", "Refresh the fleet."));
        Map<String, String> present = present(ref.namespace(), cluster);
        Map<String, Object> wanted = wanted(request);
        wanted.entrySet().removeIf(e -> e.getValue().equals(present.getOrDefault(e.getKey(), usual(e.getKey()))));
        if (wanted.isEmpty()) {
            throw refused(instance, "nothing would change", "Give a delay, or in-place=yes or no.");
        }
        String version = instance.version().orElse("");
        PlanDraft draft = new PlanDraft(
                info,
                request,
                new Plan.Target(instance.id(), deployment.ref(Kind.DEPLOYMENT), deployment.generation(), version));
        if (Installer.of(deployment).by() == Management.By.HELM) {
            draft.step(release(instance, deployment, request, version, wanted, present));
        } else {
            Resource config = Resource.of(Kind.CONFIG_MAP, ref.namespace(), CONFIG, Tree.of("data", wanted));
            draft.step(Step.change(
                    "settings",
                    "ConfigMap " + ref.namespace() + "/" + CONFIG,
                    "The operator reads it at its start.",
                    new Action.Apply(List.of(config), false),
                    new Check.Matches(List.of(config)),
                    Undo.EXACT,
                    Duration.ofSeconds(30)));
        }
        restart(ref, request.token(), draft);
        wanted.forEach((k, v) -> draft.consequence(k + " " + present.getOrDefault(k, usual(k)) + " → " + v));
        draft.consequence("restarts the operator; no database restarts");
        return draft.plan("Spread restarts of " + instance.id().display());
    }

    private static Map<String, Object> wanted(Request request) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        if (!request.input("clusters-delay").isEmpty()) {
            wanted.put(CLUSTERS_DELAY, request.input("clusters-delay"));
        }
        if (!request.input("instances-delay").isEmpty()) {
            wanted.put(INSTANCES_DELAY, request.input("instances-delay"));
        }
        switch (request.input("in-place")) {
            case "yes" -> wanted.put(IN_PLACE, "true");
            case "no" -> wanted.put(IN_PLACE, "false");
            default -> {
                // As it is.
            }
        }
        return wanted;
    }

    private static String usual(String key) {
        return key.equals(IN_PLACE) ? "false" : "0";
    }

    private Step release(
            Instance instance,
            Resource deployment,
            Request request,
            String version,
            Map<String, Object> wanted,
            Map<String, String> present) {
        ObjectRef held = Installer.release(deployment).orElseThrow();
        ChartRef chart = Releases.chart(
                request,
                () -> catalogue
                        .operator(Version.of(version))
                        .flatMap(r -> r.chart())
                        .map(c -> new ChartRef(catalogue.chartRepository(), catalogue.chartName(), c))
                        .orElseThrow(() -> refused(
                                instance,
                                "which chart installs " + version + " isn't known",
                                "Name its archive, or set config.data of the release by Helm.")));
        Map<String, Object> former = new LinkedHashMap<>();
        wanted.keySet().forEach(k -> former.put(k, present.getOrDefault(k, usual(k))));
        return Releases.upgrade(
                held.namespace(),
                held.name(),
                chart,
                values(wanted),
                "Helm installed the operator, and keeps its settings.",
                new Undo.BestEffort(
                        new Action.Helm(
                                Verb.UPGRADE, held.namespace(), held.name(), Optional.of(chart), values(former)),
                        new Check.Release(held.namespace(), held.name(), chart.version(), false),
                        "the former values are set, not taken away"));
    }

    private static Map<String, Object> values(Map<String, Object> data) {
        return Tree.of("config", Tree.of("data", data));
    }

    private static void restart(ObjectRef deployment, String token, PlanDraft draft) {
        Map<String, Object> mark = Tree.of(
                "spec",
                Tree.of(
                        "template",
                        Tree.of(
                                "metadata",
                                Tree.of("annotations", Tree.of(Cnpg.RESTARTED_AT, "millwright-" + token)))));
        draft.step(Step.change(
                        "restart",
                        "restart Deployment " + deployment.namespace() + "/" + deployment.name(),
                        "It reads its settings only at its start.",
                        new Action.Patch(deployment, mark, List.of(), ""),
                        Check.fieldIs(
                                deployment,
                                "millwright-" + token,
                                "spec",
                                "template",
                                "metadata",
                                "annotations",
                                Cnpg.RESTARTED_AT),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .step(Step.await(
                        "available",
                        "operator runs",
                        "Its new pod has become leader.",
                        new Check.Ready(deployment),
                        Duration.ofMinutes(5)))
                .step(Steps.webhooksAnswer(Duration.ofMinutes(2)));
    }

    private ProblemException refused(Instance instance, String why, String next) {
        return new ProblemException(
                Problem.user("plan '" + info.title() + "'", instance.id().display(), why, next));
    }
}
