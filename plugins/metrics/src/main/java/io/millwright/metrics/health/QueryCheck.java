package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Api.Sample;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A check of what a Prometheus has measured, most often about itself. */
abstract class QueryCheck extends ServerCheck {
    QueryCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.PROMETHEUS, looksAt);
    }

    @Override
    final List<Finding> look(Server s, ClusterView view) {
        return asked(s, view, "GET /api/v1/query", pod -> judge(s, pod, view));
    }

    abstract List<Finding> judge(Server s, ObjectRef pod, ClusterView view);

    static List<Sample> query(Server s, ObjectRef pod, Query query, ClusterView view) {
        return Api.query(view, pod, s.scheme(), query.text());
    }

    /** The only value; empty when Prometheus doesn't scrape what has it. */
    static Optional<Double> value(Server s, ObjectRef pod, Query query, ClusterView view) {
        return query(s, pod, query, view).stream().map(Sample::value).findFirst();
    }

    /** That Prometheus has no such series. */
    final Finding unmeasured(Server s, Query query, String source, ClusterView view) {
        return draft(view, Severity.UNKNOWN, s.path() + " doesn't scrape " + source)
                .suffix("unmeasured")
                .impact("Whether this is in order isn't known.")
                .saw("query without an answer", s.ref(), "GET /api/v1/query", query.text())
                .manual(
                        "have it scraped",
                        "kube-prometheus-stack brings a ServiceMonitor for it. See that it is there and that this Prometheus selects it:\n"
                                + "kubectl get servicemonitors -A")
                .build();
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
    }
}
