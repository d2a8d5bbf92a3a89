package io.millwright.app.browse.describe;

import io.millwright.app.browse.Ages;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Row;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an object is and how it is, in lines to read: what a person asks first, comes first. It is told of what was read of the object; nothing
 * more is asked of its cluster.
 */
public final class Description {
    private static final Set<String> GOOD_WHEN_TRUE =
            Set.of("ready", "available", "initialized", "podscheduled", "containersready", "established", "complete");
    private static final Set<String> BAD_WHEN_TRUE = Set.of(
            "failed",
            "failuretarget",
            "replicafailure",
            "memorypressure",
            "diskpressure",
            "pidpressure",
            "networkunavailable",
            "stalled",
            "nonstructuralschema");

    private final Lines lines;

    /** What a line is. */
    public enum Tone {
        HEAD,
        PLAIN,
        BAD
    }

    /** A line. */
    public record Line(String text, Tone tone) {}

    private Description(Instant now) {
        lines = new Lines(now);
    }

    /** The lines about that object. */
    public static List<Line> of(Inspection seen, Instant now) {
        Description description = new Description(now);
        Section section = Sections.of(seen);
        description.identity(seen);
        section.first().accept(seen.object(), description.lines);
        seen.users().ifPresent(description::users);
        description.conditions(seen.object());
        section.rest().accept(seen.object(), description.lines);
        description.events(seen.events());
        return description.lines.all();
    }

    /** What was recorded of it lately. */
    public static List<Line> events(Inspection seen, Instant now) {
        Description description = new Description(now);
        description.events(seen.events());
        return description.lines.all();
    }

    private void identity(Inspection seen) {
        Resource o = seen.object();
        lines.head(o.kind() + " " + (o.namespace().isEmpty() ? "" : o.namespace() + "/") + o.name() + " on "
                + seen.context());
        lines.moment("created", o, "metadata", "creationTimestamp");
        o.text("metadata", "deletionTimestamp")
                .ifPresent(t -> lines.field(
                        "being deleted",
                        "since " + t + lines.ago(t) + ", held by "
                                + String.join(", ", o.texts("metadata", "finalizers")),
                        true));
        seen.owner().ifPresent(owner -> lines.field("owned by", owner.word() + " " + owner.name()));
        lines.field("uid", o.uid());
        lines.map("labels", o.textMap("metadata", "labels"));
        lines.map("annotations", o.textMap("metadata", "annotations"));
    }

    private void users(List<String> pods) {
        lines.head("Used by");
        lines.plain("  "
                + (pods.isEmpty()
                        ? "no pod of its namespace now; tree --used-by also looks at workloads without pods"
                        : Lines.cut(String.join(", ", pods))));
    }

    private void conditions(Resource object) {
        List<Resource> conditions = object.items("status", "conditions");
        if (conditions.isEmpty()) {
            return;
        }
        lines.head("Conditions");
        for (Resource c : conditions) {
            String type = c.text("type").orElse("");
            String status = c.text("status").orElse("");
            String lower = type.toLowerCase(Locale.ROOT);
            boolean bad = GOOD_WHEN_TRUE.contains(lower) && !status.equals("True")
                    || BAD_WHEN_TRUE.contains(lower) && !status.equals("False");
            String since = c.text("lastTransitionTime").map(lines::ago).orElse("");
            String reason = c.text("reason")
                    .filter(r -> !r.isEmpty())
                    .map(r -> "  " + r)
                    .orElse("");
            String message = c.text("message")
                    .filter(m -> !m.isEmpty())
                    .map(m -> ": " + m.strip())
                    .orElse("");
            lines.line("  %-24s %-8s%s%s%s".formatted(type, status, since, reason, message), bad);
        }
    }

    private void events(ObjectTable events) {
        lines.head("Events");
        events.missing().forEach(p -> lines.line("  They can't be read: " + p.why(), true));
        if (events.rows().isEmpty() && events.missing().isEmpty()) {
            lines.plain("  none lately");
        }
        List<String> titles = events.columns().stream()
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        int seen = titles.indexOf("last seen");
        for (Row row : events.rows()) {
            String type = row.cell(titles.indexOf("type"));
            String age = seen < 0 ? "" : Ages.cell(row, seen, "Last Seen", lines.now());
            lines.line(
                    "  %-8s %-8s %-20s %s"
                            .formatted(
                                    age, type, row.cell(titles.indexOf("reason")), row.cell(titles.indexOf("message"))),
                    type.equals("Warning"));
        }
    }
}
