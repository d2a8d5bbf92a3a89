package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts an authority that a person brings in the place of one that the operator made. */
final class UseOwnAuthority extends KafkaRunbook {
    UseOwnAuthority() {
        super(
                new RunbookInfo(
                        "use-own-authority",
                        "Use an authority of your own",
                        Intent.ROTATE,
                        Danger.DISRUPTIVE,
                        "Puts a certificate and key of yours in the place of an authority that the operator has made. Both are trusted until runbook"
                                + " retire-authority. You put the key in yourself, with commands that the plan names; it looks whether it fits.",
                        Optional.of(Strimzi.CLUSTER_COMPONENT),
                        List.of(OwnAuthorities.choice(Authority.CLUSTER)),
                        List.of(
                                "From then on nobody renews it but you: kafka.certs warns 60 days before its end.",
                                "While the operator is paused for it, nothing else is repaired or renewed: have certificate and key ready before you begin.",
                                "Clients outside of the cluster need your certificate before the former one is taken away.",
                                "An interrupted replacement must be left to the operator; don't upgrade or change anything else meanwhile."),
                        List.of(
                                "https://strimzi.io/docs/operators/latest/deploying#proc-replacing-your-own-private-keys-str")));
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return List.of(OwnAuthorities.choice(OwnAuthorities.first(target, cluster, a -> !a.own())));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        if (Authority.of(c).stream().allMatch(Authority::own)) {
            return List.of(new Constraint(
                    "own",
                    "both authorities are your own",
                    "runbook renew-own-authority",
                    Constraint.Kind.NOT_APPLICABLE));
        }
        List<Constraint> found = new ArrayList<>(Standing.restartable(c, view));
        OwnAuthorities.underWay(c, view).ifPresent(found::add);
        return found;
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        Instance instance = request.instance();
        Authority authority = Authority.of(c, request.input("authority"));
        if (authority.own()) {
            throw refused(instance, authority.id() + " is your own already", "runbook renew-own-authority");
        }
        OwnAuthorities.successor(authority, true, this, instance, view).steps(true, view, draft);
        OwnAuthorities.replaced(authority, draft);
        draft.consequence("nobody renews " + authority.id() + " but you, from then on");
        Steps.windows(c, draft);
        return draft.plan(
                "Use your own " + authority.id() + " for " + instance.id().display());
    }
}
