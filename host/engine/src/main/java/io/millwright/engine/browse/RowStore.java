package io.millwright.engine.browse;

import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    /** By namespace and name, in the order in which they were touched: a list's rows come sorted, and so are they taken. */
    private final Map<String, Map<String, Optional<Row>>> before = new LinkedHashMap<>();

    private final List<Problem> missing = new ArrayList<>();
    private List<ObjectTable.Column> columns = List.of();
    private Optional<Freshness> freshness = Optional.empty();
    private Optional<Freshness> last = Optional.empty();
    private boolean news;
    /** Those of which the cluster has told which rows they hold. */
    private final Set<String> told = new HashSet<>();

    private boolean complete;

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
        if (!isTold() && !columns.isEmpty() && !columns.equals(drawn)) {
            // Rows that were cached have cells of other columns.
            Set.copyOf(namespaces.keySet()).forEach(this::clear);
            tell();
        }
        columns = List.copyOf(drawn);
    }

    @Override
    public synchronized void listed(String namespace, List<Row> rows) {
        told.add(namespace);
        Set<String> gone = new HashSet<>(in(namespace).keySet());
        for (Row row : rows) {
            gone.remove(row.name());
            change(row.namespace(), row.name(), Optional.of(row));
        }
        gone.forEach(name -> change(namespace, name, Optional.empty()));
        tell();
    }

    @Override
    public synchronized void complete(Set<String> listed) {
        complete = true;
        for (String namespace : Set.copyOf(namespaces.keySet())) {
            if (!listed.contains(namespace)) {
                listed(namespace, List.of());
            }
        }
    }

    @Override
    public synchronized void put(Row row) {
        change(row.namespace(), row.name(), Optional.of(row));
        tell();
    }

    @Override
    public synchronized void gone(String namespace, String name) {
        change(namespace, name, Optional.empty());
        tell();
    }

    @Override
    public synchronized void missing(Problem problem) {
        missing.add(problem);
        tell();
    }

    @Override
    public synchronized void fresh(Freshness now) {
        last = Optional.of(now);
        freshness = Optional.of(now);
        tell();
    }

    /**
     * Rows as they were seen before, which stand until the cluster has told what is there now: those of namespaces of which it has told aren't
     * taken. Nothing else counts as told by them.
     */
    public synchronized void cached(List<Row> rows, Freshness.Cached how) {
        if (complete) {
            return;
        }
        rows.stream()
                .filter(r -> !told.contains(r.namespace()))
                .forEach(r -> change(r.namespace(), r.name(), Optional.of(r)));
        freshness = Optional.of(how);
        tell();
    }

    /** Whether the cluster has told anything yet of what is there. */
    public synchronized boolean isTold() {
        return complete || !told.isEmpty();
    }

    /** All rows, by namespace and name. */
    public synchronized List<Row> rows() {
        return namespaces.values().stream()
                .flatMap(rows -> rows.values().stream())
                .sorted(Comparator.comparing(Row::namespace).thenComparing(Row::name))
                .toList();
    }

    /** How the cluster has said last that the rows are kept up to date; empty until it has. */
    public synchronized Optional<Freshness> freshness() {
        return last;
    }

    /** The columns, once they are known. */
    public synchronized List<ObjectTable.Column> columns() {
        return columns;
    }

    public synchronized int size() {
        return namespaces.values().stream().mapToInt(Map::size).sum();
    }

    /** Whether there is something to take. */
    public synchronized boolean hasNews() {
        return news;
    }

    /** Waits until there is something to take. */
    public synchronized void await() throws InterruptedException {
        while (!news) {
            wait();
        }
    }

    /** Takes what is new. */
    public synchronized News take() {
        List<Change> changes = new ArrayList<>();
        before.forEach((namespace, touched) -> {
            Map<String, Row> rows = in(namespace);
            touched.forEach((name, was) -> {
                Optional<Row> is = Optional.ofNullable(rows.get(name));
                boolean same = was.isPresent() == is.isPresent()
                        && (was.isEmpty() || was.get().sameAs(is.get()));
                if (!same) {
                    changes.add(new Change(was, is));
                }
            });
        });
        News taken = new News(columns, changes, missing, freshness);
        before.clear();
        missing.clear();
        freshness = Optional.empty();
        news = false;
        return taken;
    }

    private void clear(String namespace) {
        Set.copyOf(in(namespace).keySet()).forEach(name -> change(namespace, name, Optional.empty()));
    }

    private void tell() {
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
        before.computeIfAbsent(namespace, _ -> new LinkedHashMap<>()).putIfAbsent(name, was);
        if (after.isPresent()) {
            namespaces.computeIfAbsent(namespace, _ -> new HashMap<>()).put(name, after.get());
        } else {
            in(namespace).remove(name);
        }
    }
}
