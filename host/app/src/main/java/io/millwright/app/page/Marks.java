package io.millwright.app.page;

import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowStore.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows that are marked, in sight or not. What is deleted, or made anew under the same name, isn't marked any more.
 *
 * @param rows by key, as they are now
 * @param last the key of the one that was marked last, from where a range goes
 */
record Marks(Map<String, Row> rows, Optional<String> last) {
    static final Marks NONE = new Marks(Map.of(), Optional.empty());

    Marks {
        rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Marks turned(Row row) {
        Map<String, Row> changed = new LinkedHashMap<>(rows);
        if (changed.remove(row.key()) == null) {
            changed.put(row.key(), row);
        }
        return new Marks(changed, Optional.of(row.key()));
    }

    /** These too. */
    Marks with(List<Row> others) {
        Map<String, Row> more = new LinkedHashMap<>(rows);
        others.forEach(r -> more.put(r.key(), r));
        return new Marks(
                more, others.isEmpty() ? last : Optional.of(others.getLast().key()));
    }

    /** After what a cluster has told. */
    Marks after(List<Change> changes) {
        if (rows.isEmpty()) {
            return this;
        }
        Map<String, Row> left = new LinkedHashMap<>(rows);
        for (Change change : changes) {
            String key = change.before().or(change::after).map(Row::key).orElse("");
            Optional.ofNullable(left.get(key)).ifPresent(marked -> {
                Optional<Row> now = change.after().filter(r -> isSame(marked, r));
                now.ifPresentOrElse(r -> left.put(key, r), () -> left.remove(key));
            });
        }
        return new Marks(left, last.filter(left::containsKey));
    }

    /** The uid may not have been known when it was marked. */
    private static boolean isSame(Row marked, Row now) {
        return marked.uid().isEmpty() || now.uid().isEmpty() || marked.uid().equals(now.uid());
    }
}
