package io.millwright.app.cli;

import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.Logs;
import java.util.List;

/**
 * The containers of one cluster whose logs are meant.
 *
 * @param places where they are looked for
 * @param container one container of each; empty for all
 * @param sources which they were when it was looked
 */
record LogsFound(Logs logs, List<Place> places, String container, LogSources sources) {
    /** Whose logs in one namespace; empty for all namespaces. */
    record Place(String namespace, LogTarget target) {}

    /** What such words mean there now. */
    static LogsFound of(
            ClusterConnection cluster, List<String> namespaces, String pod, String labels, String container) {
        List<Place> places = namespaces.stream()
                .map(n -> new Place(n, LogTarget.of(pod, labels, cluster, n)))
                .toList();
        return new LogsFound(cluster.logs(), places, container, sources(cluster.logs(), places, container));
    }

    private static LogSources sources(Logs logs, List<Place> places, String container) {
        LogSources found = LogSources.NONE;
        for (Place place : places) {
            LogTarget target = place.target();
            found = found.and(logs.sources(place.namespace(), target.pod(), target.labels(), container), Logs.AT_MOST);
        }
        return found;
    }

    /** Which they are now. */
    LogSources now() {
        return sources(logs, places, container);
    }

    /** Whether it is one pod, by its name. */
    boolean isOne() {
        return places.stream().noneMatch(p -> p.target().pod().isEmpty());
    }
}
