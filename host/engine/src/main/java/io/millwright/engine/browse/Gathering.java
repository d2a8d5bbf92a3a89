package io.millwright.engine.browse;

import io.millwright.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Gathers one list as a whole. Thread-safe. */
public final class Gathering implements RowListener {
    private final Served served;
    private final TreeMap<String, List<Row>> parts = new TreeMap<>();
    private final List<Problem> missing = new ArrayList<>();
    private List<ObjectTable.Column> columns = List.of();

    public Gathering(Served served) {
        this.served = served;
    }

    /** What has come so far, by namespace. */
    public synchronized ObjectTable table() {
        List<Row> rows = new ArrayList<>();
        parts.values().forEach(rows::addAll);
        return new ObjectTable(served, columns, rows, missing);
    }

    @Override
    public synchronized void columns(List<ObjectTable.Column> drawn) {
        columns = drawn;
    }

    @Override
    public synchronized void listed(String namespace, List<Row> rows) {
        parts.put(namespace, rows);
    }

    @Override
    public synchronized void missing(Problem problem) {
        missing.add(problem);
    }

    @Override
    public void complete(Set<String> namespaces) {
        // One list has nothing to forget.
    }

    @Override
    public void put(Row row) {
        throw new IllegalStateException("a list tells no changes");
    }

    @Override
    public void gone(String namespace, String name) {
        throw new IllegalStateException("a list tells no changes");
    }

    @Override
    public void fresh(Freshness freshness) {
        // A list is as fresh as it is.
    }
}
