package io.millwright.app.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which objects a page shows, as typed behind {@code :} — a kind, several with commas or the name of a mix, then in any order a namespace, {@code @context}, {@code app=web},
 * {@code fields:spec.nodeName=a}, {@code /filter} or {@code -f letters}, which take the rest of the line.
 *
 * @param word what was typed for the kind
 * @param kinds the words for the kinds that it means: itself, or those of a mix
 * @param namespace empty for the one that the program works with; {@code ""} for all
 * @param context empty for all clusters
 * @param fields a field selector; empty for none
 * @param whose what selects the objects with the labels; empty where nobody does
 */
record KindAsk(
        String word,
        List<String> kinds,
        Optional<String> namespace,
        Optional<String> context,
        String labels,
        String filter,
        String fields,
        String whose) {
    /** As if no context was named, wherever one comes from. */
    static final String ALL_CONTEXTS = "@all";

    private static final String FIELDS = "fields:";

    KindAsk {
        kinds = List.copyOf(kinds);
    }

    /** Of one kind. */
    KindAsk(String word, Optional<String> namespace, Optional<String> context, String labels, String filter) {
        this(word, List.of(word), namespace, context, labels, filter, "", "");
    }

    /** Whether it is for several kinds, whose rows are drawn alike. */
    boolean isMix() {
        return kinds.size() > 1;
    }

    static KindAsk parse(String line) {
        String text = line.strip();
        String filter = "";
        int slash = text.indexOf(" /");
        int fuzzy = text.indexOf(" -f ");
        if (slash >= 0) {
            filter = text.substring(slash + 2);
            text = text.substring(0, slash);
        } else if (fuzzy >= 0) {
            filter = text.substring(fuzzy + 1);
            text = text.substring(0, fuzzy);
        }
        List<String> words = List.of(text.split(" +"));
        Optional<String> namespace = Optional.empty();
        Optional<String> context = Optional.empty();
        List<String> labels = new ArrayList<>();
        String fields = "";
        for (String word : words.subList(1, words.size())) {
            if (word.equals(ALL_CONTEXTS)) {
                context = Optional.empty();
            } else if (word.startsWith("@")) {
                context = Optional.of(word.substring(1));
            } else if (word.startsWith(FIELDS)) {
                fields = word.substring(FIELDS.length());
            } else if (word.contains("=")) {
                labels.add(word);
            } else {
                namespace = Optional.of(word.equals("all") ? "" : word);
            }
        }
        String word = words.getFirst().toLowerCase(Locale.ROOT);
        return new KindAsk(word, namespace, context, String.join(",", labels), filter).withFields(fields);
    }

    /** The pods that run on a node. */
    static KindAsk podsOf(String context, String node) {
        return new KindAsk("pods", Optional.of(""), Optional.of(context), "", "").withFields("spec.nodeName=" + node);
    }

    /** The pods of a namespace. */
    static KindAsk podsIn(String context, String namespace) {
        return new KindAsk("pods", Optional.of(namespace), Optional.of(context), "", "");
    }

    /** The pods with these labels, which that object selects. */
    static KindAsk podsOf(ObjectAsk object, String labels) {
        return new KindAsk(
                "pods",
                List.of("pods"),
                Optional.of(object.namespace()),
                Optional.of(object.context()),
                labels,
                "",
                "",
                object.name());
    }

    /** All objects of a kind, by its plural and group. */
    static KindAsk allOf(String context, String name) {
        return new KindAsk(name, Optional.of(""), Optional.of(context), "", "");
    }

    KindAsk in(Optional<String> other) {
        // Elsewhere others have the labels, too.
        return new KindAsk(word, kinds, other, context, labels, filter, fields, other.equals(namespace) ? whose : "");
    }

    /** The same on that context; on all for none. */
    KindAsk on(Optional<String> other) {
        return new KindAsk(word, kinds, namespace, other, labels, filter, fields, whose);
    }

    KindAsk selecting(String others) {
        return new KindAsk(word, kinds, namespace, context, others, filter, fields, "");
    }

    /** The same for those kinds. */
    KindAsk of(List<String> others) {
        return new KindAsk(word, others, namespace, context, labels, filter, fields, whose);
    }

    /** The line that asks for this. */
    String line() {
        return word
                + namespace.map(n -> " " + (n.isEmpty() ? "all" : n)).orElse("")
                + context.map(c -> " @" + c).orElse("")
                + (labels.isEmpty() ? "" : " " + labels)
                + (fields.isEmpty() ? "" : " " + FIELDS + fields)
                + (filter.isEmpty() ? "" : filter.startsWith("-f ") ? " " + filter : " /" + filter);
    }

    /** The same of those that have these fields. */
    KindAsk withFields(String others) {
        return new KindAsk(word, kinds, namespace, context, labels, filter, others, whose);
    }

    KindAsk filtered(String other) {
        return new KindAsk(word, kinds, namespace, context, labels, other, fields, whose);
    }

    /** The page's piece of the path in the header. */
    String crumb() {
        return word
                + (whose.isEmpty() ? "" : " of " + whose)
                + namespace
                        .map(n -> n.isEmpty() ? " in all namespaces" : " in " + n)
                        .orElse("")
                + context.map(c -> " on " + c).orElse("")
                + (labels.isEmpty() || !whose.isEmpty() ? "" : " " + labels)
                + (fields.isEmpty() ? "" : " " + fields);
    }
}
