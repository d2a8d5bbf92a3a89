package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings back what {@link BackUp} kept. */
final class Restore implements Runbook {
    private final RunbookInfo info = new RunbookInfo(
            "restore",
            "Restore the ways in",
            Intent.RESTORE,
            Danger.DISRUPTIVE,
            "Applies the Ingresses, Gateways and routes that a backup keeps: Gateways first, then routes, then Ingresses.",
            Optional.empty(),
            List.of(
                    Ask.required(Ask.with(
                            Ask.name("namespace", "Namespace", "Where the backup lies.", 63), "default", "usual")),
                    Ask.name("backup", "Backup", "The ConfigMap that keeps it; empty for the newest.", 253),
                    Ask.yesNo(
                            "replace",
                            "Replace",
                            "Whether fields that others set since are set back too; otherwise such an object stops the run.",
                            false)),
            List.of(
                    "A Gateway that was deleted gets a new address: DNS has to follow.",
                    "What was made since the backup stays.",
                    "Secrets aren't part of a backup: a listener without its Secret doesn't work."),
            List.of("https://gateway-api.sigs.k8s.io/"));

    @Override
    public RunbookInfo info() {
        return info;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView view) {
        return backups("", view).stream()
                .findFirst()
                .map(b -> info.parameters().stream()
                        .map(p -> p.id().equals("namespace") ? Ask.with(p, b.namespace(), "first with a backup") : p)
                        .toList())
                .orElse(info.parameters());
    }

    private static List<Resource> backups(String namespace, ClusterView view) {
        return view.list(Kind.CONFIG_MAP, Selector.labelled(namespace, Saved.LABEL, Names.TOOL));
    }

    @Override
    public Plan plan(Request request, ClusterView view) {
        String namespace = request.input("namespace");
        Resource backup = find(namespace, request.input("backup"), view);
        List<Resource> objects = Saved.read(backup);
        if (objects.isEmpty()) {
            throw refused(backup.name(), "it keeps no object that is known here", "Choose another one.");
        }
        missing(objects, view);
        ObjectRef ref = ObjectRef.of(Kind.CONFIG_MAP, namespace, backup.name());
        PlanDraft draft = new PlanDraft(info, request, PlanDraft.making(Names.TOOL, view.cluster(), ref, ""));
        List<String> kinds = new ArrayList<>();
        objects.stream().map(Resource::kind).distinct().forEach(kinds::add);
        for (String kind : kinds) {
            List<Resource> some =
                    objects.stream().filter(o -> o.kind().equals(kind)).toList();
            draft.step(Step.change(
                    kind.toLowerCase(java.util.Locale.ROOT),
                    some.size() + " of kind " + kind + " in " + namespace,
                    "As the backup keeps them.",
                    new Action.Apply(some, request.yes("replace")),
                    new Check.Matches(some),
                    Undo.EXACT,
                    Duration.ofMinutes(1)));
        }
        draft.consequence("brings back " + objects.size() + " objects; what was made since stays")
                .risk("address", "A Gateway that was deleted gets a new address", "Names have to follow it.");
        return draft.plan("Restore namespace " + namespace + " on " + view.cluster() + " from " + backup.name());
    }

    private Resource find(String namespace, String name, ClusterView view) {
        if (!name.isEmpty()) {
            return view.get(ObjectRef.of(Kind.CONFIG_MAP, namespace, name))
                    .orElseThrow(() -> refused(
                            name,
                            "there is no such ConfigMap in " + namespace,
                            "See 'kubectl get configmap -l " + Saved.LABEL + " -A'."));
        }
        return backups(namespace, view).stream()
                .reduce((a, b) -> a.text("metadata", "creationTimestamp")
                                        .orElse("")
                                        .compareTo(b.text("metadata", "creationTimestamp")
                                                .orElse(""))
                                > 0
                        ? a
                        : b)
                .orElseThrow(() -> refused(
                        namespace, "it has no backup", "See 'kubectl get configmap -l " + Saved.LABEL + " -A'."));
    }

    /** An Ingress of a class that is gone would come back dead. */
    private void missing(List<Resource> objects, ClusterView view) {
        for (Resource o : objects) {
            boolean gateway = o.kind().equals("Gateway");
            Optional<String> name = o.text("spec", gateway ? "gatewayClassName" : "ingressClassName");
            if (name.isPresent()
                    && view.get(ObjectRef.of(gateway ? Names.GATEWAY_CLASS : Names.INGRESS_CLASS, "", name.get()))
                            .isEmpty()) {
                throw refused(
                        o.kind() + " " + o.namespace() + "/" + o.name(),
                        "its class " + name.get() + " doesn't exist any more",
                        "Make the class again, or restore by hand with another one.");
            }
        }
    }

    private ProblemException refused(String on, String why, String next) {
        return new ProblemException(Problem.user("plan 'Restore the ways in'", on, why, next));
    }
}
