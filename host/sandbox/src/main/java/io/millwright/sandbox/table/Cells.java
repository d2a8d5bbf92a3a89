package io.millwright.sandbox.table;

import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cells that several kinds share. */
final class Cells {
    static final String NONE = "<none>";

    private Cells() {}

    static String containers(Resource r, String... template) {
        return names(r, "name", template);
    }

    static String images(Resource r, String... template) {
        return names(r, "image", template);
    }

    private static String names(Resource r, String field, String... template) {
        List<String> path = new ArrayList<>(List.of(template));
        path.add("containers");
        return r.items(path.toArray(String[]::new)).stream()
                .map(c -> c.text(field).orElse(""))
                .collect(Collectors.joining(","));
    }

    static String labels(Map<String, String> labels) {
        return labels.isEmpty()
                ? NONE
                : labels.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining(","));
    }

    /** As {@code metav1.FormatLabelSelector}. */
    static String selector(Resource r, String... path) {
        LabelSelector selector = LabelSelector.of(r, path);
        return selector.isEmpty() ? NONE : selector.text();
    }

    static String accessModes(List<String> modes) {
        return modes.stream()
                .map(m -> switch (m) {
                    case "ReadWriteOnce" -> "RWO";
                    case "ReadOnlyMany" -> "ROX";
                    case "ReadWriteMany" -> "RWX";
                    case "ReadWriteOncePod" -> "RWOP";
                    default -> m;
                })
                .distinct()
                .collect(Collectors.joining(","));
    }

    static String ratio(Resource r, String[] ready, String[] wanted) {
        return r.number(ready).orElse(0L) + "/" + r.number(wanted).orElse(0L);
    }

    /** Three of them and how many more. */
    static String some(List<String> all, String empty) {
        if (all.isEmpty()) {
            return empty;
        }
        String shown = all.stream().limit(3).collect(Collectors.joining(","));
        return all.size() > 3 ? shown + " + " + (all.size() - 3) + " more..." : shown;
    }

    static int count(Resource r, String... path) {
        return switch (r.at(path).orElse("")) {
            case Map<?, ?> m -> m.size();
            case List<?> l -> l.size();
            default -> 0;
        };
    }
}
