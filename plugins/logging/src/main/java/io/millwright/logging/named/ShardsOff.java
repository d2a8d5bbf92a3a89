package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No shard lies on those {@code nodes}. */
final class ShardsOff extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        Set<String> nodes =
                new HashSet<>(List.of(arguments.getOrDefault("nodes", "").split(",")));
        List<Resource> left =
                EsHttp.get(e, view, "/_cat/shards?format=json&h=index,shard,prirep,state,node").items("rows").stream()
                        .filter(r -> r.text("node")
                                .filter(n -> nodes.contains(n.split(" ")[0]))
                                .isPresent())
                        .toList();
        answer.saw("shards left", e.ref(), "GET /_cat/shards", left.size());
        return left.isEmpty()
                ? answer.holds("no shard is left on " + String.join(", ", nodes))
                : answer.not(left.size() + " shards to go, "
                        + left.getFirst().text("index").orElse("?") + " among them");
    }
}
