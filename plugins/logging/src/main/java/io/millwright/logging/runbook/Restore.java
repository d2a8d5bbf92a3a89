package io.millwright.logging.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.logging.facts.Names;
import io.millwright.logging.named.Questions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings indices back from a snapshot, under new names. */
final class Restore extends EsRunbook {
    Restore() {
        super(
                new RunbookInfo(
                        "restore",
                        "Restore indices",
                        Intent.RESTORE,
                        Danger.REVERSIBLE,
                        "Restores indices of a snapshot as restored-NAME beside what is there, without their lifecycle, so that they aren't deleted by their age at once.",
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
                                Ask.required(Ask.text(
                                        "snapshot",
                                        "Snapshot",
                                        "Name of the snapshot.",
                                        "[a-z0-9][a-z0-9._-]*",
                                        "a snapshot's name")),
                                Ask.required(Ask.text(
                                        "indices",
                                        "Indices",
                                        "Which indices, with * for any letters, separated by commas.",
                                        "[a-z0-9*.,_-]+",
                                        "names of indices"))),
                        List.of(
                                "Existing indices aren't touched.",
                                "The restored indices have no replica until they are given one.",
                                "They take as much disk as the originals."),
                        List.of(
                                "https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore/restore-snapshot")),
                "yellow");
    }

    @Override
    Plan plan(Elastic e, Request request, ClusterView view, PlanDraft draft) {
        String repository = request.input("repository");
        String snapshot = request.input("snapshot");
        Resource found = EsHttp.find(e, view, "/_snapshot/" + repository + "/" + snapshot)
                .flatMap(s -> s.items("snapshots").stream().findFirst())
                .orElseThrow(() -> refused(
                        e.name(),
                        "there is no snapshot " + repository + "/" + snapshot,
                        "List them: GET /_snapshot/" + repository + "/_all."));
        String state = found.text("state").orElse("unknown");
        if (!state.equals("SUCCESS")) {
            throw refused(e.name(), "the snapshot is " + state, "Choose one that is complete.");
        }
        List<String> chosen = found.texts("indices").stream()
                .filter(i -> matches(request.input("indices"), i))
                .toList();
        if (chosen.isEmpty()) {
            throw refused(
                    e.name(),
                    "the snapshot has no index that fits " + request.input("indices"),
                    "It has: " + String.join(", ", found.texts("indices")) + ".");
        }
        List<String> made = chosen.stream().map(i -> "restored-" + i).toList();
        for (String index : made) {
            if (EsHttp.find(e, view, "/" + index).isPresent()) {
                throw refused(
                        e.name(), "index " + index + " is there already", "Delete it first, or restore other indices.");
            }
        }
        String body = "{\"indices\":\"" + String.join(",", chosen)
                + "\",\"rename_pattern\":\"(.+)\",\"rename_replacement\":\"restored-$1\",\"include_global_state\":false,\"include_aliases\":false,"
                + "\"index_settings\":{\"index.number_of_replicas\":0,\"index.lifecycle.name\":null}}";
        draft.step(atRest(e))
                .step(request(
                        "restore",
                        chosen.size() + " indices from " + repository + "/" + snapshot,
                        "They are read from the repository under new names.",
                        http(e, "POST", "/_snapshot/" + repository + "/" + snapshot + "/_restore", body),
                        Questions.indices(e, made),
                        new Undo.BestEffort(
                                http(e, "DELETE", "/" + String.join(",", made) + "?ignore_unavailable=true", ""),
                                Questions.settled(e, "any"),
                                "the snapshot stays"),
                        Duration.ofMinutes(10)))
                .step(Step.await(
                        "recovered",
                        "every shard has its place",
                        "Data is copied from the repository.",
                        Questions.settled(e, "yellow"),
                        Duration.ofHours(6)));
        return draft.consequence("makes " + String.join(", ", made))
                .plan("Restore " + chosen.size() + " indices of "
                        + request.instance().id().display() + " from " + repository + "/" + snapshot);
    }

    private static boolean matches(String pattern, String index) {
        return Stream.of(pattern.split(","))
                .anyMatch(p -> index.matches(java.util.regex.Pattern.quote(p).replace("*", "\\E.*\\Q")));
    }
}
