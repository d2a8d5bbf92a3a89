package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.Map;

/** New shards keep off exactly those nodes, by the cluster's setting; empty {@code nodes}: off none. */
final class Excluded extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        String wanted = arguments.getOrDefault("nodes", "");
        String now = now(e, view);
        answer.saw("excluded nodes", e.ref(), "cluster.routing.allocation.exclude._name", now.isEmpty() ? "none" : now);
        return now.equals(wanted)
                ? answer.holds(now.isEmpty() ? "no node is excluded" : "excluded: " + now)
                : answer.not("excluded: " + (now.isEmpty() ? "none" : now));
    }

    static String now(Elastic e, ClusterView view) {
        Resource settings = EsHttp.get(e, view, "/_cluster/settings?flat_settings=true");
        return settings.text("persistent", "cluster.routing.allocation.exclude._name")
                .orElse("");
    }
}
