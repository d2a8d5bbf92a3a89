package io.millwright.metrics.health;

import io.millwright.kit.Bytes;
import io.millwright.kit.health.FindingDraft;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the number of series grows out of hand. */
final class Series extends QueryCheck {
    private static final double GROWTH = 1.5;
    private static final long BYTES_EACH = 8192;

    Series() {
        super(
                "metrics.prometheus.series",
                "Number of series",
                Dimension.CAPACITY,
                "GET /api/v1/status/tsdb: series times 8 KiB over 80 % of the memory limit is Critical. Half as many again as a day before is a"
                        + " Warning.");
    }

    @Override
    List<Finding> judge(Server s, ObjectRef pod, ClusterView view) {
        Resource tsdb = Api.data(view, pod, s.scheme(), "/api/v1/status/tsdb");
        long series = tsdb.number("headStats", "numSeries").orElse(0L);
        String largest = tsdb.items("seriesCountByMetricName").stream()
                .limit(3)
                .map(m -> m.text("name").orElse("?") + " (" + m.text("value").orElse("?") + ")")
                .collect(Collectors.joining(", "));
        List<Finding> found = new ArrayList<>();
        Optional<Long> limit =
                s.object().text("spec", "resources", "limits", "memory").flatMap(Bytes::quantity);
        if (limit.isPresent() && series * BYTES_EACH > limit.get() * 8 / 10) {
            found.add(finding(
                            s,
                            draft(
                                    view,
                                    Severity.CRITICAL,
                                    series + " series need about " + Bytes.words(series * BYTES_EACH)
                                            + ", the limit is " + Bytes.words(limit.get())),
                            series,
                            largest)
                    .suffix("memory")
                    .impact("It will be ended for its memory, and then replays its log with even more.")
                    .build());
        }
        query(s, pod, Query.SERIES_GROWTH, view).stream()
                .filter(v -> v.value() > GROWTH)
                .findFirst()
                .ifPresent(v -> found.add(finding(
                                s,
                                draft(
                                        view,
                                        Severity.WARNING,
                                        series + " series, " + percent(v.value() - 1) + " more than a day before"),
                                series,
                                largest)
                        .suffix("growing")
                        .impact("Memory grows with it, and queries become slower.")
                        .build()));
        return found;
    }

    private static FindingDraft finding(Server s, FindingDraft draft, long series, String largest) {
        return draft.saw("series", s.ref(), "GET /api/v1/status/tsdb: headStats.numSeries", series)
                .saw("most of them", s.ref(), "GET /api/v1/status/tsdb: seriesCountByMetricName", largest)
                .manual(
                        "find and drop what nobody uses",
                        "Which target makes them: topk(20, scrape_samples_post_metric_relabeling)\nDrop them by metricRelabelings in its"
                                + " monitor; a sampleLimit there makes the whole scrape fail when it is exceeded.\nThe number falls when the head"
                                + " is compacted, after two to three hours.");
    }
}
