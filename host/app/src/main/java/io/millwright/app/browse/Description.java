package io.millwright.app.browse;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Row;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Resource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What an object is and how it is, in lines to read: what a person asks first, comes first. */
public final class Description {
    private static final int LONGEST = 200;
    private static final Set<String> GOOD_WHEN_TRUE =
            Set.of("ready", "available", "initialized", "podscheduled", "containersready", "established", "complete");

    private final List<Line> lines = new ArrayList<>();
    private final Instant now;

    /** What a line is. */
    public enum Tone {
        HEAD,
        PLAIN,
        BAD
    }

    /** A line. */
    public record Line(String text, Tone tone) {}

    private Description(Instant now) {
        this.now = now;
    }

    /** The lines about that object. */
    public static List<Line> of(Inspection seen, Instant now) {
        Description description = new Description(now);
        description.identity(seen);
        description.containers(seen.object());
        description.fields(seen.object());
        seen.users().ifPresent(description::users);
        description.conditions(seen.object());
        description.events(seen.events());
        return List.copyOf(description.lines);
    }

    /** What was recorded of it lately. */
    public static List<Line> events(Inspection seen, Instant now) {
        Description description = new Description(now);
        description.events(seen.events());
        return List.copyOf(description.lines);
    }

    private void head(String text) {
        if (!lines.isEmpty()) {
            lines.add(new Line("", Tone.PLAIN));
        }
        lines.add(new Line(text, Tone.HEAD));
    }

    private void plain(String text) {
        lines.add(new Line(text, Tone.PLAIN));
    }

    private void field(String name, String value) {
        plain("  %-14s %s".formatted(name, value.length() > LONGEST ? value.substring(0, LONGEST) + " …" : value));
    }

    private void identity(Inspection seen) {
        Resource o = seen.object();
        head(o.kind() + " " + (o.namespace().isEmpty() ? "" : o.namespace() + "/") + o.name() + " on "
                + seen.context());
        o.text("metadata", "creationTimestamp").ifPresent(t -> field("created", t + ago(t)));
        o.text("metadata", "deletionTimestamp")
                .ifPresent(t -> lines.add(new Line(
                        "  %-14s %s"
                                .formatted(
                                        "being deleted",
                                        "since " + t + ago(t) + ", held by "
                                                + String.join(", ", o.texts("metadata", "finalizers"))),
                        Tone.BAD)));
        seen.owner().ifPresent(owner -> field("owned by", owner.word() + " " + owner.name()));
        if (!o.uid().isEmpty()) {
            field("uid", o.uid());
        }
        map("labels", o.textMap("metadata", "labels"));
        map("annotations", o.textMap("metadata", "annotations"));
    }

    private void users(List<String> pods) {
        head("Used by");
        plain("  "
                + (pods.isEmpty()
                        ? "no pod of its namespace now; 'in use by' also tells of workloads without pods"
                        : String.join(", ", pods)));
    }

    private String ago(String time) {
        try {
            return " (" + Ages.text(Duration.between(Instant.parse(time), now)) + " ago)";
        } catch (DateTimeException notATime) {
            // Whatever it is, it stands there already.
            return "";
        }
    }

    private void map(String name, Map<String, String> entries) {
        String lead = name;
        for (Map.Entry<String, String> e : entries.entrySet()) {
            field(lead, e.getKey() + "=" + e.getValue().strip().replaceAll("\\s+", " "));
            lead = "";
        }
    }

    private void containers(Resource pod) {
        if (!pod.kind().equals("Pod")) {
            return;
        }
        for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
            for (Resource container : pod.items("spec", list)) {
                String name = container.text("name").orElse("");
                head((list.equals("containers") ? "Container " : "Init container ") + name);
                field("image", container.text("image").orElse(""));
                statuses(pod).stream()
                        .filter(s -> s.text("name").filter(name::equals).isPresent())
                        .findFirst()
                        .ifPresent(this::status);
                map("requests", container.textMap("resources", "requests"));
                map("limits", container.textMap("resources", "limits"));
                ports(container);
            }
        }
    }

    private void ports(Resource container) {
        List<String> ports = container.items("ports").stream()
                .map(p -> p.text("name").map(n -> n + " ").orElse("")
                        + p.number("containerPort").orElse(0L) + "/"
                        + p.text("protocol").orElse("TCP"))
                .toList();
        if (!ports.isEmpty()) {
            field("ports", String.join(", ", ports));
        }
    }

    private static List<Resource> statuses(Resource pod) {
        List<Resource> all = new ArrayList<>(pod.items("status", "initContainerStatuses"));
        all.addAll(pod.items("status", "containerStatuses"));
        all.addAll(pod.items("status", "ephemeralContainerStatuses"));
        return all;
    }

    private void status(Resource status) {
        Optional<String> state = state(status, "state");
        boolean bad = state.filter(s -> s.startsWith("waiting")).isPresent();
        state.ifPresent(s -> lines.add(new Line("  %-14s %s".formatted("state", s), bad ? Tone.BAD : Tone.PLAIN)));
        state(status, "lastState").ifPresent(s -> field("before", s));
        field("ready", status.flag("ready").map(r -> r ? "yes" : "no").orElse("unknown"));
        field("restarts", status.number("restartCount").map(String::valueOf).orElse("0"));
    }

    private Optional<String> state(Resource status, String which) {
        for (String state : List.of("running", "waiting", "terminated")) {
            if (status.at(which, state).isPresent()) {
                String since =
                        status.text(which, state, "startedAt").map(this::ago).orElse("");
                String reason =
                        status.text(which, state, "reason").map(r -> ": " + r).orElse("");
                String code = status.number(which, state, "exitCode")
                        .map(c -> ", exit code " + c)
                        .orElse("");
                String message = status.text(which, state, "message")
                        .map(m -> ", " + m.strip())
                        .orElse("");
                return Optional.of(state + since + reason + code + message);
            }
        }
        return Optional.empty();
    }

    /** The single values of what is wanted and of what is; the rest is for the YAML. */
    private void fields(Resource object) {
        for (String part : List.of("spec", "status")) {
            if (object.at(part).orElse(Map.of()) instanceof Map<?, ?> map) {
                List<String> values = new ArrayList<>();
                map.forEach((key, value) -> {
                    if (!(value instanceof Map) && !(value instanceof List)) {
                        values.add("  %-30s %s"
                                .formatted(key, String.valueOf(value).strip()));
                    }
                });
                if (!values.isEmpty()) {
                    head(part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
                    values.forEach(this::plain);
                }
            }
        }
    }

    private void conditions(Resource object) {
        List<Resource> conditions = object.items("status", "conditions");
        if (conditions.isEmpty()) {
            return;
        }
        head("Conditions");
        for (Resource c : conditions) {
            String type = c.text("type").orElse("");
            String status = c.text("status").orElse("");
            boolean bad = GOOD_WHEN_TRUE.contains(type.toLowerCase(Locale.ROOT)) && !status.equals("True");
            String since = c.text("lastTransitionTime").map(this::ago).orElse("");
            String reason = c.text("reason")
                    .filter(r -> !r.isEmpty())
                    .map(r -> "  " + r)
                    .orElse("");
            String message = c.text("message")
                    .filter(m -> !m.isEmpty())
                    .map(m -> ": " + m.strip())
                    .orElse("");
            lines.add(new Line(
                    "  %-24s %-8s%s%s%s".formatted(type, status, since, reason, message), bad ? Tone.BAD : Tone.PLAIN));
        }
    }

    private void events(ObjectTable events) {
        head("Events");
        events.missing().forEach(p -> lines.add(new Line("  They can't be read: " + p.why(), Tone.BAD)));
        if (events.rows().isEmpty() && events.missing().isEmpty()) {
            plain("  none lately");
        }
        List<String> titles = events.columns().stream()
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        int seen = titles.indexOf("last seen");
        for (Row row : events.rows()) {
            String type = row.cell(titles.indexOf("type"));
            String age = seen < 0 ? "" : Ages.cell(row, seen, "Last Seen", now);
            lines.add(new Line(
                    "  %-8s %-8s %-20s %s"
                            .formatted(
                                    age, type, row.cell(titles.indexOf("reason")), row.cell(titles.indexOf("message"))),
                    type.equals("Warning") ? Tone.BAD : Tone.PLAIN));
        }
    }
}
