package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
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
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets the operator through to instances that network policies shut off, and instances to each other. */
final class AllowOperator extends ClusterRunbook {
    static final Kind NETWORK_POLICY = Kind.of("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");
    private static final long POSTGRES_PORT = 5432;

    AllowOperator() {
        super(new RunbookInfo(
                "allow-operator",
                "Let the operator through",
                Intent.REPAIR,
                Danger.REVERSIBLE,
                "Adds a NetworkPolicy by which the operator reaches the instances' status port, and instances reach each other, where other"
                        + " policies shut them off.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(),
                List.of(
                        "Policies only add up: it takes nothing away from what is allowed, and what another one allows stays.",
                        "Policies of other kinds, such as Cilium's or a provider's, aren't seen, and can still forbid.",
                        "Applications and the API server aren't let through by it: their policies are yours."),
                List.of("https://cloudnative-pg.io/docs/current/networking")));
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = new ArrayList<>();
        if (CnpgOperators.deployments(view).isEmpty()) {
            found.add(blocks("no-operator", "no operator is installed", "install one: runbook install-operator"));
        }
        if (policies(c, view).isEmpty()) {
            // The first policy that selects a pod shuts everybody else out.
            found.add(new Constraint(
                    "no-policy",
                    "no NetworkPolicy selects its instances, and the first one would shut applications out",
                    "look for what else is between operator and instances",
                    Constraint.Kind.NOT_APPLICABLE));
        }
        return found;
    }

    /** Those that select an instance. Expressions are taken for a match: whether they are makes no difference to what is added. */
    private static List<Resource> policies(PgCluster c, ClusterView view) {
        List<Resource> pods = c.pods(view);
        return view.list(NETWORK_POLICY, Selector.in(c.namespace())).stream()
                .filter(p -> pods.stream()
                        .anyMatch(pod -> p.textMap("spec", "podSelector", "matchLabels").entrySet().stream()
                                .allMatch(l -> pod.label(l.getKey())
                                        .filter(l.getValue()::equals)
                                        .isPresent())))
                .toList();
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        List<Resource> present = policies(c, view);
        if (present.isEmpty()) {
            throw refused(
                    request.instance(),
                    "no NetworkPolicy selects its instances, and the first one would shut applications out",
                    "Look for what else is between operator and instances.");
        }
        Resource operator = CnpgOperators.deployments(view).stream()
                .findFirst()
                .orElseThrow(() -> refused(
                        request.instance(), "no operator is installed", "Install one: runbook install-operator."));
        Resource policy = policy(c, operator);
        ObjectRef ref = policy.ref(NETWORK_POLICY);
        draft.step(Step.change(
                "policy",
                "NetworkPolicy " + ref.namespace() + "/" + ref.name(),
                "The operator works on a cluster only when it can read its instances' status.",
                new Action.Apply(List.of(policy), false),
                new Check.Matches(List.of(policy)),
                Undo.EXACT,
                Duration.ofSeconds(30)));
        if (!c.hibernationWanted()) {
            draft.step(Step.await(
                    "settled",
                    "cluster healthy",
                    "The operator says so when it has read every instance.",
                    Questions.settled(c),
                    Duration.ofMinutes(5 + 5 * c.wanted())));
        }
        draft.consequence("lets " + operator.namespace() + "/" + operator.name() + " through to port "
                        + Cnpg.STATUS_PORT + " of each instance")
                .consequence(
                        "lets instances through to each other, ports " + Cnpg.STATUS_PORT + " and " + POSTGRES_PORT)
                .consequence("leaves " + present.size() + " other policies as they are, "
                        + present.getFirst().name() + " among them");
        return draft.plan(
                "Let the operator through to " + request.instance().id().display());
    }

    private static Resource policy(PgCluster c, Resource operator) {
        Map<String, Object> own = Tree.of("matchLabels", Tree.of(Cnpg.CLUSTER_LABEL, c.name()));
        Map<String, Object> operators = Tree.of(
                "namespaceSelector",
                Tree.of("matchLabels", Tree.of("kubernetes.io/metadata.name", operator.namespace())),
                "podSelector",
                Tree.of("matchLabels", Tree.of(Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME)));
        return Resource.of(
                NETWORK_POLICY,
                c.namespace(),
                c.name() + "-operator",
                Tree.of(
                        "spec",
                        Tree.of(
                                "podSelector",
                                own,
                                "policyTypes",
                                List.of("Ingress"),
                                "ingress",
                                List.of(
                                        Tree.of(
                                                "from",
                                                List.of(operators),
                                                "ports",
                                                List.of(port(Cnpg.STATUS_PORT), port(POSTGRES_PORT))),
                                        Tree.of(
                                                "from",
                                                List.of(Tree.of("podSelector", own)),
                                                "ports",
                                                List.of(port(Cnpg.STATUS_PORT), port(POSTGRES_PORT)))))));
    }

    private static Map<String, Object> port(long number) {
        return Tree.of("port", number, "protocol", "TCP");
    }
}
