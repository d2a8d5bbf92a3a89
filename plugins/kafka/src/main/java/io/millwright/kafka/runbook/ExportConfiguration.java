package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import java.util.List;
import java.util.Optional;

/** Keeps the configuration of a cluster. */
final class ExportConfiguration extends KafkaRunbook {
    ExportConfiguration() {
        super(new RunbookInfo(
                "export-configuration",
                "Export the configuration",
                Intent.BACKUP,
                Danger.REVERSIBLE,
                "Keeps the Kafka, its pools, topics and users, and what connects to it from its namespace, in a ConfigMap: the structure, not the"
                        + " messages.",
                Optional.of(Strimzi.CLUSTER_COMPONENT),
                List.of(),
                List.of(
                        "It is no backup of messages. Kafka has none: only a mirror to a second cluster keeps them.",
                        "Snapshots of the volumes of a cluster that runs don't fit each other.",
                        "Secrets aren't exported: keep those of the authorities and users yourself, or clients must get new ones.",
                        "The ConfigMap goes with its namespace: copy it elsewhere."),
                List.of("https://strimzi.io/docs/operators/latest/deploying#assembly-cluster-recovery-str")));
    }

    @Override
    List<Constraint> constraints(KafkaCluster c, ClusterView view) {
        return List.of();
    }

    @Override
    Plan plan(KafkaCluster c, Request request, ClusterView view, PlanDraft draft) {
        List<Resource> objects = Exports.objects(c, view);
        String text = Exports.text(objects);
        if (text.length() > Exports.LIMIT) {
            throw refused(
                    request.instance(),
                    "its objects have " + text.length() / 1024 + " kB, more than a ConfigMap holds",
                    "Write them to a file: kubectl -n " + c.namespace()
                            + " get kafka,kafkanodepool,kafkatopic,kafkauser -o yaml");
        }
        String name = c.name() + "-export-" + request.token();
        draft.step(Exports.keep(c, request.token(), text))
                .consequence("keeps " + objects.size() + " objects in ConfigMap " + c.namespace() + "/" + name)
                .consequence("no message and no Secret is in it")
                .risk(
                        "copy",
                        "Copy it out of the cluster",
                        "kubectl -n " + c.namespace() + " get configmap " + name + " -o yaml > " + name + ".yaml");
        long users = c.belonging(view, Strimzi.USER).size();
        if (users > 0) {
            draft.risk(
                    "secrets",
                    "The logins of " + users + " users aren't in it",
                    "Keep their Secrets yourself: kubectl -n " + c.namespace()
                            + " get secret -l strimzi.io/kind=KafkaUser,strimzi.io/cluster=" + c.name() + " -o yaml");
        }
        return draft.plan(
                "Export the configuration of " + request.instance().id().display());
    }
}
