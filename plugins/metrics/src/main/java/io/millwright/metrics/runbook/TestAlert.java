package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.Constraints;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Routing;
import io.millwright.metrics.facts.Selection;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends an alert the whole way: from a rule over Prometheus and Alertmanager to the receiver. */
final class TestAlert extends ServerRunbook {
    private static final Duration WAY = Duration.ofMinutes(5);

    TestAlert() {
        super(
                new RunbookInfo(
                        "test-alert",
                        "Send a test alert",
                        Intent.REPAIR,
                        Danger.REVERSIBLE,
                        "Makes a rule that always fires, follows its alert through Prometheus and every Alertmanager to the receiver, and takes the rule"
                                + " away again.",
                        Optional.of(Names.PROMETHEUS),
                        List.of(
                                Ask.required(Ask.with(
                                        Ask.text(
                                                "severity",
                                                "Severity",
                                                "Label 'severity' of the alert, by which routes often choose.",
                                                "[a-z]+",
                                                "a word such as critical"),
                                        "critical",
                                        "proposal")),
                                Ask.choice(
                                        "until",
                                        "Until",
                                        "How far it must get: to the receiver, or to Alertmanager only.",
                                        "receiver",
                                        "alertmanager")),
                        List.of(
                                "Whoever gets alerts of that severity is told of it: say so before.",
                                "It may take 90 seconds to Alertmanager, and the group's waiting time to the receiver.",
                                "That a receiver took it doesn't prove that a person reads it."),
                        List.of("https://prometheus.io/docs/alerting/latest/overview/")),
                true);
    }

    @Override
    List<Constraint> more(Server s, ClusterView view) {
        return s.alertmanagers(view).isEmpty()
                ? List.of(Constraints.blocks(
                        "no-alertmanager",
                        "it sends to no Alertmanager of this cluster",
                        "name a Service of one in spec.alerting.alertmanagers"))
                : List.of();
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        String alert = "MillwrightTest-" + request.token();
        // Routes of AlertmanagerConfigs ask for the namespace, which the operator doesn't put on by itself.
        Map<String, String> labels = Tree.of("severity", request.input("severity"), "namespace", s.namespace());
        Resource rule = rule(s, request, alert, labels, view);
        ObjectRef ref = ObjectRef.of(Names.RULE, s.namespace(), rule.name());
        draft.step(settled(s))
                .step(Step.change(
                        "rule",
                        "PrometheusRule " + s.namespace() + "/" + rule.name() + " with alert " + alert,
                        "It fires as soon as it is loaded.",
                        new Action.Create(rule),
                        new Check.Exists(ref),
                        Undo.EXACT,
                        SHORT))
                .step(Step.await(
                        "fires",
                        alert + " fires in Prometheus",
                        "The operator hands the rule over, and the reloader loads it: up to two minutes.",
                        Questions.fires(s, alert),
                        WAY))
                .step(Step.await(
                        "arrived",
                        alert + " has arrived in every Alertmanager",
                        "A first try that fails is repeated after a minute.",
                        Questions.arrived(s, alert),
                        WAY));
        if (request.input("until").equals("receiver")) {
            Map<String, String> sent = Tree.of("alertname", alert);
            sent.putAll(labels);
            draft.step(delivered(s, sent, view));
        }
        draft.step(Step.change(
                "away",
                "PrometheusRule " + s.namespace() + "/" + rule.name() + "  deleted",
                "The alert ends by itself some minutes later.",
                new Action.Delete(ref, Action.Propagation.BACKGROUND),
                new Check.Absent(ref),
                new Undo.None("run the test again for another alert"),
                SHORT));
        return draft.consequence("sends one alert of severity " + request.input("severity"))
                .consequence("changes nothing that stays")
                .plan("Send a test alert through " + request.instance().id().display());
    }

    private Step delivered(Server s, Map<String, String> labels, ClusterView view) {
        for (Server a : s.alertmanagers(view)) {
            ObjectRef pod = a.readyPod(view)
                    .orElseThrow(
                            () -> refused(a.path(), "no pod of it is ready", "Bring it up first: see its health."));
            Routing routing = Routing.of(Api.json(view, pod, a.scheme(), Names.AM_PORT, "/api/v2/status")
                    .text("config", "original")
                    .orElse("{}"));
            String receiver = routing.receiver(labels);
            if (!routing.sends(receiver)) {
                throw refused(
                        a.path(),
                        "an alert of severity " + labels.getOrDefault("severity", "") + " goes to receiver '" + receiver
                                + "', which sends nothing",
                        "Name a receiver in its configuration, give another severity, or test until alertmanager.");
            }
        }
        return Step.await(
                "delivered",
                "the receiver has taken a notification",
                "Alertmanager waits for more alerts of the group first: 30 seconds unless it is told otherwise.",
                Questions.delivered(s, view)
                        .orElseThrow(() -> refused(
                                s.path(),
                                "the metrics of its Alertmanagers can't be read",
                                "Test until alertmanager, or get the right to get pods/proxy.")),
                Duration.ofMinutes(15));
    }

    private Resource rule(Server s, Request request, String alert, Map<String, String> labels, ClusterView view) {
        Selection selection = Selection.of(s, "rule");
        Map<String, Object> fires = Tree.of("alert", alert, "expr", "vector(1)", "labels", labels);
        fires.put(
                "annotations",
                Tree.of("summary", "A test that alerts arrive. Nothing is wrong, nothing has to be done."));
        Map<String, Object> group = Tree.of("name", "millwright-test", "rules", List.of(fires));
        Resource rule = Resource.of(
                Names.RULE,
                s.namespace(),
                "millwright-test-" + request.token(),
                Tree.of("spec", Tree.of("groups", List.of(group))));
        Map<String, String> wanted = selection.exactLabels();
        if (!wanted.isEmpty()) {
            rule = rule.with(wanted, "metadata", "labels");
        }
        boolean selected = selection.selects(
                rule,
                n -> view.get(ObjectRef.of(Kind.NAMESPACE, "", n))
                        .map(x -> x.textMap("metadata", "labels"))
                        .orElse(Map.of()));
        if (!selected) {
            throw refused(
                    s.path(),
                    "it doesn't select rules of its own namespace",
                    "Widen spec.ruleSelector and spec.ruleNamespaceSelector, or test it by a rule in a namespace that it selects.");
        }
        return rule;
    }
}
