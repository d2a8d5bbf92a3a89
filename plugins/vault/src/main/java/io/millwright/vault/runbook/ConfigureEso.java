package io.millwright.vault.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.plan.Releases;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Versions;
import io.millwright.vault.named.Questions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes a setting of the External Secrets Operator. */
final class ConfigureEso extends EsoRunbook {
    private final Versions versions;

    ConfigureEso(Versions versions) {
        super(new RunbookInfo(
                "configure-external-secrets",
                "Change a setting of External Secrets",
                Intent.CONFIGURE,
                Danger.REVERSIBLE,
                "Sets how many pods the operator has, or that its definitions outlive its release.",
                Optional.of(Names.ESO),
                List.of(
                        Ask.choice("setting", "Setting", "What is changed.", "keep-definitions", "replicas"),
                        Ask.required(Ask.text(
                                "value",
                                "Value",
                                "keep-definitions: true. replicas: 1, 2 or 3.",
                                "true|[1-3]",
                                "true, or a number from 1 to 3")),
                        ChartSource.repository(),
                        Releases.archive()),
                List.of("While the operator restarts no secret is refreshed; those that are there stay."),
                List.of("https://external-secrets.io/latest/introduction/getting-started/")));
        this.versions = versions;
    }

    @Override
    boolean changesRelease() {
        return true;
    }

    @Override
    protected Plan plan(Resource root, Request request, ClusterView view, PlanDraft draft) {
        boolean keep = request.input("setting").equals("keep-definitions");
        String value = request.input("value");
        if (keep != value.equals("true")) {
            throw refused(
                    root.name(),
                    "'" + value + "' doesn't fit " + request.input("setting"),
                    keep ? "Say true." : "Say a number from 1 to 3.");
        }
        ObjectRef release = release(root);
        Optional<ChartRef> chart = Eso.version(root).flatMap(v -> ChartSource.of(Names.ESO, v, versions));
        if (chart.isEmpty() && request.input("archive").isEmpty()) {
            throw refused(root.name(), "its chart isn't in the release catalogue", "Give the chart's archive.");
        }
        ChartRef used = Releases.chart(request, chart::orElseThrow);
        long former = root.number("spec", "replicas").orElse(1L);
        Map<String, Object> values = keep ? kept() : replicas(Long.parseLong(value));
        Undo undo = keep
                ? new Undo.None("definitions that are kept do no harm")
                : new Undo.BestEffort(
                        new Action.Helm(
                                Action.Helm.Verb.UPGRADE,
                                release.namespace(),
                                release.name(),
                                Optional.of(used),
                                replicas(former)),
                        new Check.FieldMatches(
                                root.ref(Kind.DEPLOYMENT).anyIncarnation(),
                                List.of("spec", "replicas"),
                                Check.Operator.EQUALS,
                                Long.toString(former)),
                        "pods restart once more");
        draft.step(ChartSource.change(release, request, chart, values, "The release's other values stay.", undo));
        draft.step(
                keep
                        ? Step.await(
                                "kept",
                                "every definition is marked to be kept",
                                "Helm then leaves it when the release goes.",
                                marked(definitions(view)),
                                Duration.ofMinutes(2))
                        : Step.await(
                                "available",
                                "controller and webhook run",
                                "The new pods are ready.",
                                Questions.controllers(root.namespace(), ""),
                                Duration.ofMinutes(10)));
        return draft.consequence(
                        keep
                                ? "restarts nothing"
                                : "has " + value + " pods of controller and webhook, before " + former)
                .plan("Set " + request.input("setting") + " of "
                        + request.instance().id().display() + " to " + value);
    }

    private static Map<String, Object> replicas(long count) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("replicaCount", count);
        values.put("leaderElect", count > 1);
        values.put("webhook", Tree.of("replicaCount", count));
        return values;
    }
}
