package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
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
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a user with rights on topics. */
final class CreateUser extends TopicRunbook {
    CreateUser() {
        super(new RunbookInfo(
                "create-user",
                "Create a user",
                Intent.CREATE,
                Danger.REVERSIBLE,
                "Makes a KafkaUser with a login and rights on topics, and waits until its Secret is there. The Secret is never read.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(
                        USER,
                        Ask.choice("login", "Login", "By password (SCRAM) or by certificate.", "scram-sha-512", "tls"),
                        Ask.text(
                                "topics",
                                "Topics",
                                "Topics, or the beginning of their names followed by *; separated by commas.",
                                "[A-Za-z0-9._-]+\\*?(,[A-Za-z0-9._-]+\\*?)*",
                                "names separated by commas, such as orders-*,audit"),
                        Ask.choice(
                                "rights", "Rights", "What it may do with these topics.", "read-write", "read", "write"),
                        Ask.text(
                                "group",
                                "Consumer group",
                                "Group, or the beginning of its name followed by *, for users that read.",
                                "[A-Za-z0-9._-]+\\*?",
                                "a name, such as orders-*")),
                List.of(
                        "Rights count only where the cluster has spec.kafka.authorization.",
                        "Users that Kafka has but no KafkaUser are deleted by the user operator."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-using-the-user-operator-str")));
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        ObjectRef ref = c.beside(Strimzi.USER, request.input("user"));
        if (view.get(ref).isPresent()) {
            throw refused(instance, "there is a KafkaUser " + ref.name() + " already", "Choose another name.");
        }
        ObjectRef secret = c.beside(Kind.SECRET, ref.name());
        if (view.get(secret).isPresent()) {
            throw refused(
                    instance, "there is a Secret " + ref.name() + " that isn't this user's", "Choose another name.");
        }
        String login = request.input("login").isEmpty() ? "scram-sha-512" : request.input("login");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("authentication", Tree.of("type", login));
        List<Object> rules = rules(request);
        boolean authorized = c.object().at("spec", "kafka", "authorization").isPresent();
        if (!rules.isEmpty() && authorized) {
            spec.put("authorization", Tree.of("type", "simple", "acls", rules));
        } else if (!authorized) {
            draft.risk(
                    "no-authorization",
                    "The cluster has no authorization",
                    "Every user may do everything; rights aren't written.");
        } else {
            draft.risk("no-rights", "The user may do nothing yet", "No topics were given.");
        }
        boolean listener = c.object().items("spec", "kafka", "listeners").stream()
                .anyMatch(l ->
                        l.text("authentication", "type").filter(login::equals).isPresent());
        if (!listener) {
            draft.risk(
                    "no-listener",
                    "No listener takes this login",
                    "The cluster has none with authentication " + login + ".");
        }
        Resource user = Resource.of(Strimzi.USER, ref.namespace(), ref.name(), Map.of("spec", spec))
                .with(Tree.of(Strimzi.CLUSTER_LABEL, c.name()), "metadata", "labels");
        entities(c, draft);
        draft.step(Step.change(
                        "user",
                        "KafkaUser " + ref.namespace() + "/" + ref.name() + "  " + login + ", " + rules.size()
                                + " rules",
                        "The user operator makes login and rights.",
                        new Action.Apply(List.of(user), false),
                        new Check.Matches(List.of(user)),
                        Undo.EXACT,
                        Steps.SHORT))
                .step(takenUp(ref))
                .step(Step.await(
                        "secret",
                        "Secret " + secret.namespace() + "/" + secret.name(),
                        "It holds what a client needs to log in.",
                        new Check.Exists(secret),
                        TAKEN_UP))
                .consequence("makes user " + ref.name() + " and a Secret of that name");
        return draft.plan("Create user " + ref.name() + " in " + instance.id().display());
    }

    private static List<Object> rules(Request request) {
        List<Object> rules = new ArrayList<>();
        if (request.input("topics").isEmpty()) {
            return rules;
        }
        String rights = request.input("rights").isEmpty() ? "read-write" : request.input("rights");
        List<String> operations = switch (rights) {
            case "read" -> List.of("Describe", "Read");
            case "write" -> List.of("Describe", "Write");
            default -> List.of("Describe", "Read", "Write");
        };
        for (String topic : request.input("topics").split(",")) {
            rules.add(rule("topic", topic, operations));
        }
        if (!request.input("group").isEmpty()) {
            rules.add(rule("group", request.input("group"), List.of("Read")));
        }
        return rules;
    }

    private static Map<String, Object> rule(String type, String name, List<String> operations) {
        boolean prefix = name.endsWith("*");
        return Tree.of(
                "resource",
                Tree.of(
                        "type",
                        type,
                        "name",
                        prefix ? name.substring(0, name.length() - 1) : name,
                        "patternType",
                        prefix ? "prefix" : "literal"),
                "operations",
                operations);
    }
}
