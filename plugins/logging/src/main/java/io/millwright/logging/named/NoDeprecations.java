package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nothing critical stands against an upgrade, by Elasticsearch's own account. */
final class NoDeprecations extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        Resource found = EsHttp.get(e, view, "/_migration/deprecations");
        List<Resource> all = new ArrayList<>();
        for (String list : List.of("cluster_settings", "node_settings", "ml_settings")) {
            all.addAll(found.items(list));
        }
        for (String map : List.of("index_settings", "data_streams", "templates", "ilm_policies")) {
            new Resource(Map.of("m", found.at(map).orElse(Map.of())))
                    .at("m")
                    .filter(Map.class::isInstance)
                    .ifPresent(m ->
                            ((Map<?, ?>) m).keySet().forEach(k -> all.addAll(found.items(map, String.valueOf(k)))));
        }
        List<Resource> critical = all.stream()
                .filter(d -> d.text("level").filter("critical"::equals).isPresent())
                .toList();
        answer.saw("critical deprecations", e.ref(), "GET /_migration/deprecations", critical.size());
        return critical.isEmpty()
                ? answer.holds("nothing critical is deprecated")
                : answer.not(critical.getFirst().text("message").orElse("a critical deprecation")
                        + (critical.size() > 1 ? " and " + (critical.size() - 1) + " more" : ""));
    }
}
