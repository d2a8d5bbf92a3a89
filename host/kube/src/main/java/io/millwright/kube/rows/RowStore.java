package io.millwright.kube.rows;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rows of one kind in one cluster. Readers put in what the server says; the screen takes out, once a frame, which rows differ from what
 * it took last, however often they changed in between. Thread-safe.
 */
public final class RowStore {
    private final Map<String, Map<String, Row>> namespaces = new HashMap<>();
    private final Map<RowKey, Optional<Row>> before = new HashMap<>();

    /** Rows to draw anew and rows to take away, since the last time. */
    public record Changes(List<Row> put, Set<RowKey> gone) {
        public boolean isEmpty() {
            return put.isEmpty() && gone.isEmpty();
        }
    }

    /** The namespace now holds exactly these rows. */
    public synchronized void replace(String namespace, Collection<Row> rows) {
        Set<String> gone = new TreeSet<>(in(namespace).keySet());
        for (Row row : rows) {
            gone.remove(row.key().name());
            put(row);
        }
        gone.forEach(name -> remove(new RowKey(namespace, name)));
    }

    /** What a watch said. Bookmarks and failures change no row: stale rows stay until they are listed anew. */
    public synchronized void apply(TableEvent event) {
        switch (event) {
            case TableEvent.Put put -> put(put.row());
            case TableEvent.Gone gone -> remove(gone.key());
            case TableEvent.Bookmark _, TableEvent.Failed _ -> {}
        }
    }

    public synchronized Optional<Row> row(RowKey key) {
        return Optional.ofNullable(in(key.namespace()).get(key.name()));
    }

    public synchronized int size() {
        return namespaces.values().stream().mapToInt(Map::size).sum();
    }

    /** What differs from the last time; its cost is the number of rows that were touched, not of those that are there. */
    public synchronized Changes take() {
        List<Row> put = before.entrySet().stream()
                .flatMap(e -> row(e.getKey())
                        .filter(now -> e.getValue().filter(now::same).isEmpty())
                        .stream())
                .toList();
        Set<RowKey> gone = before.entrySet().stream()
                .filter(e -> e.getValue().isPresent() && row(e.getKey()).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
        before.clear();
        return new Changes(put, gone);
    }

    private Map<String, Row> in(String namespace) {
        return namespaces.getOrDefault(namespace, Map.of());
    }

    private void put(Row row) {
        RowKey key = row.key();
        Optional<Row> old = row(key);
        if (old.filter(row::same).isEmpty()) {
            before.putIfAbsent(key, old);
            namespaces.computeIfAbsent(key.namespace(), _ -> new HashMap<>()).put(key.name(), row);
        }
    }

    private void remove(RowKey key) {
        Optional<Row> old = row(key);
        if (old.isPresent()) {
            before.putIfAbsent(key, old);
            in(key.namespace()).remove(key.name());
        }
    }
}
