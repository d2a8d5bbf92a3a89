package io.millwright.engine.browse;

import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of one kind in one cluster. Readers put in what the server says; the screen takes out, once a frame, which rows differ from what
 * it took last, however often they changed in between: a frame costs the rows that were touched, not those that are there. Thread-safe.
 */
public final class RowStore implements RowListener {
    private final Map<String, Map<String, Row>> namespaces = new HashMap<>();
    private final Map<Place, Optional<Row>> before = new HashMap<>();
    private final List<Problem> missing = new ArrayList<>();
    private List<ObjectTable.Column> columns = List.of();
    private Optional<Freshness> freshness = Optional.empty();
    private boolean news;

    private record Place(String namespace, String name) {}

    /** A row that differs from what was taken last; one side is empty when it came or went. */
    public record Change(Optional<Row> before, Optional<Row> after) {}

    /**
     * What is new since the last time.
     *
     * @param freshness empty when that is as it was
     */
    public record News(
            List<ObjectTable.Column> columns,
            List<Change> changes,
            List<Problem> missing,
            Optional<Freshness> freshness) {
        public News {
            columns = List.copyOf(columns);
            changes = List.copyOf(changes);
            missing = List.copyOf(missing);
        }
    }

    @Override
    public synchronized void columns(List<ObjectTable.Column> drawn) {
        columns = List.copyOf(drawn);
    }

    @Override
    public synchronized void listed(String namespace, List<Row> rows) {
        Set<String> gone = new HashSet<>(in(namespace).keySet());
        for (Row row : rows) {
            gone.remove(row.name());
            change(row.namespace(), row.name(), Optional.of(row));
        }
        gone.forEach(name -> change(namespace, name, Optional.empty()));
        told();
    }

    @Override
    public synchronized void complete(Set<String> listed) {
        for (String namespace : Set.copyOf(namespaces.keySet())) {
            if (!listed.contains(namespace)) {
                listed(namespace, List.of());
            }
        }
    }

    @Override
    public synchronized void put(Row row) {
        change(row.namespace(), row.name(), Optional.of(row));
        told();
    }

    @Override
    public synchronized void gone(String namespace, String name) {
        change(namespace, name, Optional.empty());
        told();
    }

    @Override
    public synchronized void missing(Problem problem) {
        missing.add(problem);
        told();
    }

    @Override
    public synchronized void fresh(Freshness now) {
        freshness = Optional.of(now);
        told();
    }

    public synchronized int size() {
        return namespaces.values().stream().mapToInt(Map::size).sum();
    }

    /** Waits until there is something to take. */
    public synchronized void await() throws InterruptedException {
        while (!news) {
            wait();
        }
    }

    /** Takes what is new. */
    public synchronized News take() {
        List<Change> changes = new ArrayList<>(before.size());
        before.forEach((place, was) -> {
            Optional<Row> is = Optional.ofNullable(in(place.namespace()).get(place.name()));
            boolean same = was.isPresent() == is.isPresent()
                    && (was.isEmpty() || was.get().sameAs(is.get()));
            if (!same) {
                changes.add(new Change(was, is));
            }
        });
        News taken = new News(columns, changes, missing, freshness);
        before.clear();
        missing.clear();
        freshness = Optional.empty();
        news = false;
        return taken;
    }

    private void told() {
        news = true;
        notifyAll();
    }

    private Map<String, Row> in(String namespace) {
        return namespaces.getOrDefault(namespace, Map.of());
    }

    private void change(String namespace, String name, Optional<Row> after) {
        Optional<Row> was = Optional.ofNullable(in(namespace).get(name));
        if (was.isEmpty() && after.isEmpty()) {
            return;
        }
        before.putIfAbsent(new Place(namespace, name), was);
        if (after.isPresent()) {
            namespaces.computeIfAbsent(namespace, _ -> new HashMap<>()).put(name, after.get());
        } else {
            in(namespace).remove(name);
        }
    }
}
