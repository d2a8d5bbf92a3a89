package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every one of those {@code indices} is there. */
final class IndicesThere extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        List<String> missing = new ArrayList<>();
        for (String index : arguments.getOrDefault("indices", "").split(",")) {
            if (EsHttp.find(e, view, "/" + index).isEmpty()) {
                missing.add(index);
            }
        }
        answer.saw("missing indices", e.ref(), "GET /INDEX", missing);
        return missing.isEmpty() ? answer.holds("all indices are there") : answer.not("missing: " + missing);
    }
}
