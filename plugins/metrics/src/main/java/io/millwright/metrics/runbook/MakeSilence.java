package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.kit.simulator.Json;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Silences alerts for a time. */
final class MakeSilence extends ServerRunbook {
    MakeSilence() {
        super(
                new RunbookInfo(
                        "silence",
                        "Silence alerts",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        "Has Alertmanager tell nobody of alerts of a namespace, of one name, or both, for some hours; it ends by itself.",
                        Optional.of(Names.ALERTMANAGER),
                        List.of(
                                Ask.text(
                                        "namespace",
                                        "Namespace",
                                        "Alerts with this label 'namespace'; empty for any.",
                                        "[a-z0-9]([-a-z0-9]*[a-z0-9])?",
                                        "a namespace"),
                                Ask.text(
                                        "alert",
                                        "Alert",
                                        "Alerts of this name; empty for any.",
                                        "[A-Za-z0-9_:.-]+",
                                        "an alert's name"),
                                Ask.with(Ask.number("hours", "Hours", "How long it lasts.", 1, 720), "2", "proposal"),
                                Ask.required(Ask.text(
                                        "comment",
                                        "Comment",
                                        "Why, and who to ask; everybody sees it.",
                                        "[^\"\\\\\\p{Cntrl}]{3,200}",
                                        "3 to 200 letters without quotes"))),
                        List.of(
                                "Nobody is told of what it hides, real faults included.",
                                "It can't be taken back by undo: end it with runbook end-silence."),
                        List.of("https://prometheus.io/docs/alerting/latest/alertmanager/#silences")),
                true);
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        List<Object> matchers = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Tree.of("namespace", request.input("namespace"), "alertname", request.input("alert"))
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        matchers.add(Tree.of("name", name, "value", value, "isRegex", false, "isEqual", true));
                        words.add(name + "=\"" + value + "\"");
                    }
                });
        if (matchers.isEmpty()) {
            throw refused(
                    s.path(),
                    "neither namespace nor alert is given",
                    "Give one of them: a silence of everything hides everything.");
        }
        ObjectRef pod = s.readyPod(view)
                .orElseThrow(() -> refused(s.path(), "no pod of it is ready", "Bring it up first: see its health."));
        // A clock that is ahead of the cluster's would make it begin later; Alertmanager takes an earlier beginning as
        // now.
        Instant begin = view.now().minus(Duration.ofMinutes(5));
        // The token makes it known again: the id is Alertmanager's.
        String comment = request.input("comment") + " (" + request.token() + ")";
        Map<String, Object> silence = Tree.of(
                "matchers",
                matchers,
                "startsAt",
                Json.time(begin),
                "endsAt",
                Json.time(view.now().plus(Duration.ofHours(request.number("hours")))),
                "createdBy",
                "millwright");
        silence.put("comment", comment);
        Check done = Questions.silenced(s, comment);
        draft.step(settled(s))
                .step(new Step(
                        "silence",
                        "silence of " + String.join(", ", words) + " for " + request.input("hours") + " h",
                        "One pod is told, and tells the others.",
                        new Action.Http(pod, s.scheme(), Names.AM_PORT, "POST", "/api/v2/silences", Json.text(silence)),
                        List.of(),
                        done,
                        done,
                        new Undo.None(
                                "its id isn't known before: end it with runbook end-silence, or let it end by itself"),
                        Effect.PROBEABLE,
                        Duration.ofMinutes(2),
                        false,
                        List.of()));
        if (s.storage().isEmpty() && s.replicas() == 1) {
            draft.risk("volume", "It is lost when the pod restarts", "This Alertmanager has one pod and no volume.");
        }
        return draft.consequence("nobody is told of alerts with " + String.join(" and ", words))
                .plan("Silence " + String.join(", ", words) + " in "
                        + request.instance().id().display() + " for " + request.input("hours") + " h");
    }
}
