package io.millwright.app.page;

import io.millwright.app.browse.Thresholds;
import io.millwright.app.browse.Usage;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of a page use, and what they used lately.
 *
 * @param now by key of the row
 * @param past the last uses of processors in cores, oldest first, by key of the row
 * @param limits from when on a load is called high
 */
record Usages(Map<String, Usage> now, Map<String, List<Double>> past, Thresholds limits) {
    static final Usages NOTHING = new Usages(Map.of(), Map.of(), Thresholds.USUAL);

    private static final String CPU = "CPU";
    private static final String MEMORY = "Memory";
    private static final String CPU_PART = "CPU%";
    private static final String MEMORY_PART = "Memory%";
    private static final String LOAD = "Load";

    /** Samples in sight. */
    static final int KEPT = 8;

    private static final String LADDER = "▁▂▃▄▅▆▇█";

    Usages {
        now = Map.copyOf(now);
        past = Map.copyOf(past);
    }

    /** The columns that are added to the servers' own. */
    static List<Column> columns(boolean nodes) {
        return nodes
                ? List.of(
                        new Column(CPU, false),
                        new Column(CPU_PART, false),
                        new Column(MEMORY, false),
                        new Column(MEMORY_PART, false),
                        new Column(LOAD, false))
                : List.of(new Column(CPU, false), new Column(MEMORY, false));
    }

    /** With what was measured in a cluster, by {@code namespace/name}, in place of what was known of it. */
    Usages with(String cluster, Map<String, Usage> measured) {
        String prefix = cluster + "/";
        Map<String, Usage> latest = new HashMap<>(now);
        latest.keySet().removeIf(k -> k.startsWith(prefix));
        Map<String, List<Double>> samples = new HashMap<>(past);
        samples.keySet().removeIf(k -> k.startsWith(prefix) && !measured.containsKey(k.substring(prefix.length())));
        measured.forEach((place, usage) -> {
            String key = prefix + place;
            latest.put(key, usage);
            List<Double> more = new ArrayList<>(samples.getOrDefault(key, List.of()));
            more.add(usage.cpu());
            samples.put(key, List.copyOf(more.subList(Math.max(0, more.size() - KEPT), more.size())));
        });
        return new Usages(latest, samples, limits);
    }

    /** The same, judged by those thresholds. */
    Usages judged(Thresholds others) {
        return new Usages(now, past, others);
    }

    /** The changes with what the rows use in its columns. */
    List<Change> dressed(List<Change> changes, List<Column> columns) {
        return now.isEmpty()
                ? changes
                : changes.stream()
                        .map(c -> new Change(
                                c.before().map(r -> dressed(r, columns)),
                                c.after().map(r -> dressed(r, columns))))
                        .toList();
    }

    /** The row with what it uses. */
    Row dressed(Row row, List<Column> columns) {
        Optional<Usage> usage = Optional.ofNullable(now.get(row.key()));
        List<String> cells = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            cells.add(cell(columns.get(i).name(), usage).orElse(row.cell(i)));
        }
        return row.withCells(cells);
    }

    /** Empty for columns of others. */
    private Optional<String> cell(String title, Optional<Usage> usage) {
        return switch (title) {
            case CPU -> Optional.of(usage.map(Usage::cpuText).orElse(""));
            case MEMORY -> Optional.of(usage.map(Usage::memoryText).orElse(""));
            case CPU_PART ->
                Optional.of(usage.map(u -> Usage.percent(u.cpuPart())).orElse(""));
            case MEMORY_PART ->
                Optional.of(usage.map(u -> Usage.percent(u.memoryPart())).orElse(""));
            case LOAD -> Optional.of(usage.map(u -> u.load(limits)).orElse(""));
            default -> Optional.empty();
        };
    }

    /** The last samples of a row as a small curve, between none and the highest of them. */
    String trend(Row row) {
        List<Double> samples = past.getOrDefault(row.key(), List.of());
        double highest = samples.stream().mapToDouble(d -> d).max().orElse(0);
        StringBuilder curve = new StringBuilder();
        for (double sample : samples) {
            int step = highest == 0 ? 0 : (int) Math.round(sample / highest * (LADDER.length() - 1));
            curve.append(LADDER.charAt(step));
        }
        return curve.toString();
    }
}
