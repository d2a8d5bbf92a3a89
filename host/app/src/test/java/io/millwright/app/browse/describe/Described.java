package io.millwright.app.browse.describe;

import io.millwright.app.browse.describe.Description.Line;
import io.millwright.app.browse.describe.Description.Tone;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** An object as it is told after it was read from a cluster. */
record Described(List<Line> lines) {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    static Described of(Resource object) {
        int slash = object.apiVersion().indexOf('/');
        Kind kind = new Kind(
                slash < 0 ? "" : object.apiVersion().substring(0, slash),
                object.apiVersion().substring(slash + 1),
                object.kind(),
                object.kind().toLowerCase(Locale.ROOT) + "s",
                !object.namespace().isEmpty());
        FakeCluster cluster = new FakeCluster().put(object, kind);
        Inspection seen =
                Inspection.read(cluster, new Served(kind, kind.plural(), List.of()), object.namespace(), object.name());
        return new Described(Description.of(seen, NOW));
    }

    /** What is told of its kind: without what every object has, and marked where something is wrong. */
    String text() {
        List<String> all = lines.stream()
                .map(l -> (l.text().isEmpty() ? "" : l.tone() == Tone.BAD ? "! " : "  ") + l.text())
                .map(String::stripTrailing)
                .toList();
        return String.join("\n", all.subList(all.indexOf("") + 1, all.lastIndexOf(""))) + "\n";
    }

    List<String> plain() {
        return lines.stream().map(Line::text).toList();
    }
}
