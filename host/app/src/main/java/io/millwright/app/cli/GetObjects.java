package io.millwright.app.cli;

import io.millwright.app.browse.Order;
import io.millwright.engine.browse.FieldPath;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code get} for programs: objects as the cluster has them, without the values of Secrets. Each is written as it comes, and none is kept but as
 * the text that is made of it where they are to be sorted.
 */
final class GetObjects {
    private final ObjectsAsked asked;
    private final Optional<FieldPath> order;
    private final Session session;
    private final ObjectText text;
    /** Of all kinds that were looked for by name. */
    private final List<Looked> looked = Collections.synchronizedList(new ArrayList<>());

    /** @throws ProblemException when the objects can't be sorted so, or the template doesn't fit a list */
    GetObjects(ObjectsAsked asked, Optional<RowSort> sort, Optional<JsonPathTemplate> template, Session session) {
        this.asked = asked;
        this.session = session;
        this.order = sort.map(s -> s.path()
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "sort what was found",
                        "--sort-by " + s.title(),
                        "whole objects have no columns",
                        "Give a path: --sort-by .metadata.name."))));
        this.text = template.<ObjectText>map(t -> new ObjectText.Templated(t, single(), session.console()))
                .orElseGet(() ->
                        new ObjectText.Whole(session.options().format() == Format.JSON, single(), session.console()));
        if (!single()) {
            template.ifPresent(JsonPathTemplate::fitsLists);
        }
    }

    /** Whether one object is meant, and no list. */
    private boolean single() {
        return asked.wanted().size() == 1
                && asked.wanted().getFirst().name().isPresent()
                && !asked.everywhere()
                && Query.namespaces(asked.namespace().orElse("")).size() < 2
                && !severalClusters();
    }

    private boolean severalClusters() {
        return asked.contexts().size() > 1 || session.options().allContexts();
    }

    /** An object ready to be written, and by what it is sorted. */
    private record Ready(List<String> text, Row place) {}

    int run() {
        ClusterSource clusters = session.services().clusters();
        List<Ready> kept = new ArrayList<>();
        List<Problem> problems = new ArrayList<>(InOrder.<Wanted, List<Ready>>each(
                asked.wanted(),
                session.options().timeout(),
                (wanted, parts) -> read(
                        clusters,
                        wanted,
                        objects -> parts.accept(
                                objects.stream().map(o -> ready(wanted, o)).toList())),
                wanted -> wanted.late(session.options().timeout()),
                (_, ready) -> {
                    if (order.isPresent()) {
                        kept.addAll(ready);
                    } else {
                        ready.forEach(r -> text.add(r.text()));
                    }
                }));
        kept.sort(Comparator.comparing(Ready::place, new Order(0, "", false)));
        kept.forEach(r -> text.add(r.text()));
        problems.addAll(Looked.notFound(List.copyOf(looked), session.console()));
        text.end();
        problems.forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private void read(ClusterSource clusters, Wanted wanted, Consumer<List<Resource>> parts) {
        ClusterConnection cluster = clusters.open(wanted.cluster());
        Served served = PerCluster.kind(cluster, wanted.word());
        Query query = asked.query(served, wanted);
        if (wanted.name().isEmpty()) {
            cluster.tables().objects(query, parts);
            return;
        }
        List<Resource> found = query.everywhere()
                ? all(cluster, query)
                : wanted.named(cluster, query).toList();
        looked.add(new Looked(wanted, served, query.namespace(), !found.isEmpty()));
        parts.accept(found);
    }

    private static List<Resource> all(ClusterConnection cluster, Query query) {
        List<Resource> found = new ArrayList<>();
        cluster.tables().objects(query, found::addAll);
        return found;
    }

    private Ready ready(Wanted wanted, Resource object) {
        Resource shown = Inspection.shown(object);
        Map<String, Object> content = new LinkedHashMap<>();
        if (severalClusters()) {
            content.put("context", wanted.cluster());
        }
        content.putAll(shown.content());
        String key = order.map(p -> p.cell(content, Integer.MAX_VALUE)).orElse("");
        return new Ready(
                text.of(content), new Row(wanted.cluster(), object.namespace(), object.name(), List.of(key), "", 0, 0));
    }
}
