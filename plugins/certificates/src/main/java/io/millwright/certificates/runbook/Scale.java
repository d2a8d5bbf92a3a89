package io.millwright.certificates.runbook;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Installation.Part;
import io.millwright.certificates.named.Questions;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sets the numbers of pods by the chart's values. */
final class Scale extends Base {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    Scale() {
        super(new RunbookInfo(
                "scale",
                "Scale cert-manager",
                Intent.SCALE,
                Danger.REVERSIBLE,
                "Sets how many pods controller, webhook and injector have, by the values of the Helm release.",
                Optional.of(CertManager.OPERATOR),
                parameters("", "", ""),
                List.of(
                        "One controller and one injector act, further ones stand by; the webhook's pods share its work.",
                        "Without a pod of the webhook every change of a certificate is refused: 0 isn't offered."),
                List.of("https://cert-manager.io/docs/installation/best-practice/")));
    }

    private static List<Parameter> parameters(String controller, String webhook, String injector) {
        return List.of(
                count("controller", "Controllers", "Pods of the controller.", controller),
                count("webhook", "Webhooks", "Pods of the webhook.", webhook),
                count("cainjector", "Injectors", "Pods of the injector.", injector),
                Releases.repository(Install.REPOSITORY),
                Releases.archive());
    }

    private static Parameter count(String id, String label, String help, String now) {
        Parameter p = Ask.number(id, label, help, 1, 9);
        return now.isEmpty() ? p : Ask.with(p, now, "as it is");
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return target.filter(t -> t.root().kind().equals("Deployment"))
                .map(t -> new Installation(t.root()).parts(cluster))
                .map(parts -> parameters(
                        replicas(parts, Part.CONTROLLER),
                        replicas(parts, Part.WEBHOOK),
                        replicas(parts, Part.INJECTOR)))
                .orElseGet(() -> parameters("", "", ""));
    }

    private static String replicas(Map<Part, Resource> parts, Part part) {
        return Optional.ofNullable(parts.get(part))
                .map(d -> Long.toString(Math.max(1, d.number("spec", "replicas").orElse(1L))))
                .orElse("1");
    }

    @Override
    List<Constraint> constraints(Installation installation, ClusterView view) {
        return needsRelease(installation);
    }

    @Override
    Plan plan(Installation installation, Request request, ClusterView view, PlanDraft draft) {
        Map<Part, Resource> parts = installation.parts(view);
        Map<Part, Long> wanted = new LinkedHashMap<>();
        Map<Part, Long> former = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            Resource deployment = Optional.ofNullable(parts.get(part))
                    .orElseThrow(() -> refused(
                            request, "there is no " + part.word(), "Upgrade the release first, to bring it back."));
            former.put(part, deployment.number("spec", "replicas").orElse(1L));
            wanted.put(part, request.number(part.word()));
        }
        if (wanted.equals(former)) {
            throw refused(request, "they have these numbers of pods already", "Give other numbers.");
        }
        ChartRef chart = Changes.sameChart(
                installation,
                request,
                () -> refused(request, "the chart of the running version isn't known", "Give its archive."));
        draft.step(Changes.release(
                        installation,
                        chart,
                        values(wanted),
                        "set the numbers of pods",
                        "The chart keeps them, so the next upgrade doesn't undo it.",
                        counts(parts, wanted),
                        Changes.back(installation, chart, values(former), counts(parts, former))))
                .step(Step.await(
                        "running",
                        "all wanted pods run",
                        "New pods take up their work.",
                        Questions.programsRun(installation.ref(), ""),
                        LIMIT))
                .step(Step.await(
                        "webhook",
                        "the API server trusts the webhook",
                        "Nothing about the webhook has changed on the way.",
                        Questions.webhookTrusted(installation.ref()),
                        Duration.ofMinutes(2)))
                .step(Changes.leads(installation.ref()));
        wanted.forEach((part, n) -> {
            if (!n.equals(former.get(part))) {
                draft.consequence(part.word() + ": " + former.get(part) + " → " + n + " pods");
            }
        });
        return draft.plan("Scale " + request.instance().id().display());
    }

    private static Map<String, Object> values(Map<Part, Long> counts) {
        return Tree.of(
                "replicaCount",
                counts.getOrDefault(Part.CONTROLLER, 1L),
                "webhook",
                Tree.of("replicaCount", counts.getOrDefault(Part.WEBHOOK, 1L)),
                "cainjector",
                Tree.of("replicaCount", counts.getOrDefault(Part.INJECTOR, 1L)));
    }

    private static Check counts(Map<Part, Resource> parts, Map<Part, Long> counts) {
        List<Check> checks = new ArrayList<>();
        parts.forEach((part, d) -> checks.add(Check.fieldIs(
                ObjectRef.of(Kind.DEPLOYMENT, d.namespace(), d.name()),
                String.valueOf(counts.getOrDefault(part, 1L)),
                "spec",
                "replicas")));
        return new Check.All(checks);
    }
}
