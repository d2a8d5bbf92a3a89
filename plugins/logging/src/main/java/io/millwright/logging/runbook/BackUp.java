package io.millwright.logging.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.logging.facts.Names;
import io.millwright.logging.named.Questions;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes a snapshot. */
final class BackUp extends EsRunbook {
    BackUp() {
        super(
                new RunbookInfo(
                        "back-up",
                        "Take a snapshot",
                        Intent.BACKUP,
                        Danger.REVERSIBLE,
                        "Takes a snapshot of all indices, or of some, into a registered repository and waits until it is complete.",
                        Optional.of(Names.ELASTICSEARCH),
                        List.of(
                                Ask.required(Ask.with(
                                        Ask.text(
                                                "repository",
                                                "Repository",
                                                "A registered repository.",
                                                "[a-z0-9][a-z0-9_-]*",
                                                "a repository's name"),
                                        "backup",
                                        "proposal")),
                                Ask.required(Ask.with(
                                        Ask.text(
                                                "indices",
                                                "Indices",
                                                "Which indices, with * for any letters, separated by commas.",
                                                "[a-z0-9*.,_-]+",
                                                "names of indices"),
                                        "*",
                                        "all"))),
                        List.of(
                                "Only what has changed since the last snapshot is copied, but a first one reads everything.",
                                "An index that lacks a primary shard fails the snapshot."),
                        List.of(
                                "https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore/create-snapshots")),
                "yellow");
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        String repository = request.input("repository");
        if (EsHttp.find(e, view, "/_snapshot/" + repository).isEmpty()) {
            throw refused(e.name(), "it has no repository " + repository, "Register one: runbook set-repository.");
        }
        String snapshot = "millwright-" + request.token();
        Check done = Questions.snapshot(e, repository, snapshot);
        draft.step(Step.require(
                        "repository",
                        "repository " + repository + " is registered",
                        "The snapshot goes there.",
                        Questions.repository(e, repository, "")))
                .step(request(
                        "snapshot",
                        "snapshot " + repository + "/" + snapshot,
                        "Elasticsearch copies what isn't in the repository yet.",
                        http(
                                e,
                                "PUT",
                                "/_snapshot/" + repository + "/" + snapshot + "?wait_for_completion=false",
                                "{\"indices\":\"" + request.input("indices") + "\",\"include_global_state\":true}"),
                        done,
                        new Undo.BestEffort(
                                http(e, "DELETE", "/_snapshot/" + repository + "/" + snapshot, ""),
                                Questions.settled(e, "any"),
                                "what other snapshots need stays"),
                        Duration.ofHours(6)));
        return draft.consequence("reads all data that the repository lacks; searching becomes slower meanwhile")
                .plan("Take a snapshot of " + request.instance().id().display() + " into " + repository);
    }
}
