package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the Ingresses, Gateways and routes of a namespace in a ConfigMap. */
final class BackUp implements Runbook {
    /** A ConfigMap takes 1 MiB, keys and metadata included. */
    private static final int MOST = 900_000;

    private final RunbookInfo info = new RunbookInfo(
            "back-up",
            "Back up the ways in",
            Intent.BACKUP,
            Danger.REVERSIBLE,
            "Keeps the Ingresses, Gateways, routes and grants of a namespace in a ConfigMap beside them.",
            Optional.empty(),
            List.of(Ask.required(Ask.with(
                    Ask.name("namespace", "Namespace", "Whose Ingresses, Gateways and routes are kept.", 63),
                    "default",
                    "usual"))),
            List.of(
                    "Certificates and other Secrets aren't kept: they hold private keys. Back them up where you back up Secrets.",
                    "A ConfigMap is lost with its cluster: keep a copy elsewhere with 'kubectl get configmap NAME -o yaml'."),
            List.of("https://kubernetes.io/docs/concepts/services-networking/ingress/"));

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public Plan plan(Request request, ClusterView view) {
        String namespace = request.input("namespace");
        Map<String, String> objects = Saved.of(namespace, view);
        if (objects.isEmpty()) {
            throw refused(namespace, "it has neither Ingress nor Gateway nor route", "Choose another namespace.");
        }
        if (objects.entrySet().stream()
                        .mapToInt(e -> e.getKey().length() + e.getValue().length())
                        .sum()
                > MOST) {
            throw refused(
                    namespace,
                    "its objects are larger than a ConfigMap",
                    "Keep them in a file: kubectl -n " + namespace
                            + " get ingress,gateway,httproute -o yaml > backup.yaml");
        }
        String name = "ingress-backup-" + request.token();
        ObjectRef ref = ObjectRef.of(Kind.CONFIG_MAP, namespace, name);
        Resource made = Resource.of(Kind.CONFIG_MAP, namespace, name, Map.of("data", objects))
                .with(Map.of(Saved.LABEL, Names.TOOL), "metadata", "labels");
        PlanDraft draft = new PlanDraft(info, request, PlanDraft.making(Names.TOOL, view.cluster(), ref, ""));
        draft.step(Step.change(
                        "backup",
                        "ConfigMap " + namespace + "/" + name + " with " + objects.size() + " objects",
                        "As they were when this plan was made.",
                        new Action.Create(made),
                        new Check.Matches(List.of(made)),
                        Undo.EXACT,
                        Duration.ofSeconds(30)))
                .consequence("changes nothing about the traffic");
        return draft.plan("Back up the ways into namespace " + namespace + " on " + view.cluster());
    }

    private ProblemException refused(String namespace, String why, String next) {
        return new ProblemException(Problem.user("plan 'Back up the ways in'", "namespace " + namespace, why, next));
    }
}
