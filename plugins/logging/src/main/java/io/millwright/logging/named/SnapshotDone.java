package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import java.util.Map;

/** The {@code snapshot} in that {@code repository} is complete. */
final class SnapshotDone extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        String path =
                "/_snapshot/" + arguments.getOrDefault("repository", "") + "/" + arguments.getOrDefault("snapshot", "");
        String state = EsHttp.find(e, view, path)
                .flatMap(f -> f.items("snapshots").stream().findFirst())
                .flatMap(s -> s.text("state"))
                .orElse("not there");
        answer.saw("snapshot", e.ref(), "GET " + path, state);
        return state.equals("SUCCESS")
                ? answer.holds("the snapshot is complete")
                : answer.not("the snapshot is " + state);
    }
}
