package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.named.Questions;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registers a snapshot repository. */
final class SetRepository extends EsRunbook {
    private static final String NAME = "[a-z0-9][a-z0-9_-]*";

    SetRepository() {
        super(
                new RunbookInfo(
                        "set-repository",
                        "Register a snapshot repository",
                        Intent.BACKUP,
                        Danger.DISRUPTIVE,
                        "Gives Elasticsearch the credentials of a bucket from a Secret, registers it as a snapshot repository and has every node verify it.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(
                                Ask.required(Ask.with(
                                        Ask.text(
                                                "repository",
                                                "Repository",
                                                "Its name in Elasticsearch.",
                                                NAME,
                                                "a lower-case name"),
                                        "backup",
                                        "proposal")),
                                Ask.choice("type", "Type", "Kind of storage.", "s3", "gcs"),
                                Ask.required(Ask.text(
                                        "bucket",
                                        "Bucket",
                                        "Name of the bucket.",
                                        "[a-z0-9][a-z0-9._-]+",
                                        "the name of a bucket")),
                                Ask.text(
                                        "path",
                                        "Path",
                                        "Folder in the bucket; empty for NAMESPACE/NAME. No two clusters may write one folder.",
                                        "[A-Za-z0-9][A-Za-z0-9/._-]*",
                                        "a path without a leading slash"),
                                Ask.name(
                                        "secret",
                                        "Secret",
                                        "Secret of the namespace with keystore entries such as s3.client.default.access_key; empty where nodes have rights of their own.",
                                        253),
                                Ask.text(
                                        "endpoint",
                                        "Endpoint",
                                        "Address of an S3 storage other than AWS.",
                                        "https?://\\S+",
                                        "an address")),
                        List.of(
                                "New credentials restart the nodes one by one.",
                                "Two clusters that write one folder destroy each other's snapshots.",
                                "A copy of volumes isn't a backup of Elasticsearch: only snapshots can be restored."),
                        List.of("https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore/cloud-on-k8s")),
                "green");
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        String secret = request.input("secret");
        String repository = request.input("repository");
        String path = request.input("path").isEmpty() ? e.namespace() + "/" + e.name() : request.input("path");
        draft.step(atRest(e));
        boolean known = e.object().items("spec", "secureSettings").stream()
                .anyMatch(s -> s.text("secretName").filter(secret::equals).isPresent());
        if (!secret.isEmpty() && !known) {
            if (view.get(ObjectRef.of(Kind.SECRET, e.namespace(), secret)).isEmpty()) {
                throw refused(
                        e.name(),
                        "there is no Secret " + e.namespace() + "/" + secret,
                        "kubectl -n " + e.namespace() + " create secret generic " + secret
                                + " --from-file=s3.client.default.access_key --from-file=s3.client.default.secret_key");
            }
            List<Object> all = new ArrayList<>();
            e.object().items("spec", "secureSettings").forEach(s -> all.add(s.content()));
            all.add(Tree.of("secretName", secret));
            List<Resource> pods = e.pods(view);
            draft.step(set(
                            e,
                            "credentials",
                            "secureSettings + " + secret,
                            "The operator puts its entries into each node's keystore.",
                            Tree.of("secureSettings", all),
                            Undo.EXACT))
                    .step(Step.await(
                            "restarted",
                            pods.size() + " nodes have the credentials",
                            "A node reads its keystore when it starts.",
                            Questions.restarted(e, pods),
                            rolls(pods.size())))
                    .step(settledAgain(e, rolls(1)));
            draft.consequence("restarts " + pods.size() + " nodes, one after the other");
        }
        StringBuilder settings = new StringBuilder("{\"bucket\":\"" + request.input("bucket") + "\",\"base_path\":\""
                + path + "\",\"client\":\"default\"");
        if (!request.input("endpoint").isEmpty()) {
            settings.append(",\"endpoint\":\"")
                    .append(request.input("endpoint"))
                    .append("\",\"path_style_access\":true");
        }
        draft.step(request(
                        "register",
                        "repository " + repository + " in bucket " + request.input("bucket") + ", folder " + path,
                        "Snapshots go there.",
                        http(
                                e,
                                "PUT",
                                "/_snapshot/" + repository,
                                "{\"type\":\"" + request.input("type") + "\",\"settings\":" + settings + "}}"),
                        Questions.repository(e, repository, request.input("bucket")),
                        new Undo.BestEffort(
                                http(e, "DELETE", "/_snapshot/" + repository, ""),
                                Questions.settled(e, "any"),
                                "a repository of that name that was there before is registered no more; snapshots in the bucket stay"),
                        Duration.ofMinutes(3)))
                .step(request(
                                "verify",
                                "every node can write there",
                                "Credentials that are wrong show here, not at the first restore.",
                                http(e, "POST", "/_snapshot/" + repository + "/_verify", ""),
                                Questions.repository(e, repository, request.input("bucket")),
                                new Undo.None("it wrote and removed a small file"),
                                Duration.ofMinutes(3))
                        .probe(Check.Never.INSTANCE));
        return draft.consequence("takes no snapshot yet: runbook back-up")
                .plan("Register repository " + repository + " at "
                        + request.instance().id().display());
    }
}
