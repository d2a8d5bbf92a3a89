package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.ForbiddenSettings;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes one setting of the brokers. */
final class Configure extends KafkaRunbook {
    Configure() {
        super(new RunbookInfo(
                "configure",
                "Change a broker setting",
                Intent.CONFIGURE,
                Danger.DISRUPTIVE,
                "Sets one broker setting, or takes it away. Settings that Kafka can change while it runs are applied at once; for others the nodes"
                        + " are restarted one after the other.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(
                        Ask.required(Ask.text(
                                "setting",
                                "Setting",
                                "Name of the setting, such as log.retention.hours.",
                                "[a-z][a-z0-9]*([._][a-z0-9]+)*",
                                "a broker setting's name")),
                        Ask.text("value", "Value", "The new value; empty to take the setting away.", "\\S.*", "text")),
                List.of(
                        "min.insync.replicas above the replicas of topics stops their producers, and later restarts.",
                        "Settings that the operator keeps for itself are refused: it would drop them without an error."),
                List.of("https://kafka.apache.org/documentation/#brokerconfigs")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return Standing.restartable(c, view);
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        String setting = request.input("setting");
        String value = request.input("value");
        ForbiddenSettings.prefix(setting).ifPresent(p -> {
            throw refused(
                    instance,
                    "the operator keeps settings that begin with " + p + " for itself, and would drop " + setting,
                    "Look for a field of the Kafka resource that sets it.");
        });
        Optional<String> before = c.setting(setting);
        if (before.orElse("").equals(value)) {
            throw refused(
                    instance,
                    value.isEmpty() ? setting + " isn't set" : setting + " is " + value + " already",
                    "Nothing to do.");
        }
        inSync(c, setting, value, instance, view);
        Steps.atRest(c, draft);
        long nodes = c.pools(view).stream().mapToLong(NodePool::wanted).sum();
        draft.step(change(c, setting, value, before)).step(Steps.settledAgain(c, Steps.rolls(nodes)));
        Steps.replicatedAgain(c, draft);
        draft.consequence(
                "restarts the nodes one after the other, unless Kafka can change " + setting + " while it runs");
        return draft.plan("Set " + setting + " of " + instance.id().display() + ": " + before.orElse("unset") + " → "
                + (value.isEmpty() ? "unset" : value));
    }

    private void inSync(KafkaCluster c, String setting, String value, Instance instance, ClusterView view) {
        if (!setting.equals("min.insync.replicas") || !value.matches("\\d{1,4}")) {
            return;
        }
        long wanted = Long.parseLong(value);
        List<String> stopped = c.belonging(view, Strimzi.TOPIC).stream()
                .filter(t -> t.at("spec", "config", "min.insync.replicas").isEmpty() && c.replicasOf(t) <= wanted)
                .map(t -> t.name())
                .toList();
        if (!stopped.isEmpty() || c.defaultReplication() < wanted) {
            throw refused(
                    instance,
                    stopped.isEmpty()
                            ? "new topics get only " + c.defaultReplication() + " replicas"
                            : "topics have no more replicas than that, " + stopped.getFirst() + " among them",
                    "Give them more replicas first, or choose a smaller number.");
        }
    }

    private static Step change(KafkaCluster c, String setting, String value, Optional<String> before) {
        String title = "spec.kafka.config  " + setting + " " + before.orElse("unset") + " → "
                + (value.isEmpty() ? "unset" : value);
        if (!value.isEmpty()) {
            return Steps.set(
                    c,
                    "set",
                    title,
                    "The operator hands it to every node.",
                    Tree.of("kafka", Tree.of("config", Tree.of(setting, typed(value)))),
                    Check.fieldIs(c.ref(), value, "spec", "kafka", "config", setting));
        }
        return Step.change(
                "set",
                "Kafka " + c.namespace() + "/" + c.name() + "  " + title,
                "Kafka's own default counts again.",
                new Action.Patch(c.ref(), Map.of(), List.of("spec/kafka/config/" + setting.replace("/", "~1")), ""),
                new Check.FieldMatches(c.ref(), List.of("spec", "kafka", "config", setting), Check.Operator.ABSENT, ""),
                Undo.EXACT,
                Steps.SHORT);
    }

    /** Numbers as numbers, yes and no as such. */
    static Object typed(String value) {
        if (value.matches("-?\\d{1,18}")) {
            return Long.parseLong(value);
        }
        return value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : value;
    }
}
