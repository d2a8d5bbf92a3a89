package io.millwright.metrics.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A VMSingle or VMCluster. */
public record Victoria(Resource object) {
    /** What VictoriaMetrics' operator writes into {@code status.updateStatus}. */
    public enum Update {
        OPERATIONAL("operational", "what is asked for runs", Severity.OK),
        EXPANDING("expanding", "the operator works on it", Severity.INFO),
        FAILED("failed", "the operator can't apply what is asked for", Severity.CRITICAL),
        PAUSED("paused", "the operator is told to leave it alone", Severity.INFO),
        IGNORED("ignored", "nothing selects it", Severity.INFO),
        ABSENT("", "the operator hasn't looked at it yet", Severity.UNKNOWN),
        UNMAPPED("?", "this state isn't known here", Severity.UNKNOWN);

        private final String word;
        private final String meaning;
        private final Severity severity;

        Update(String word, String meaning, Severity severity) {
            this.word = word;
            this.meaning = meaning;
            this.severity = severity;
        }

        public static Update of(String word) {
            for (Update u : values()) {
                if (u != UNMAPPED && u.word.equals(word)) {
                    return u;
                }
            }
            return UNMAPPED;
        }

        public String meaning() {
            return meaning;
        }

        public Severity severity() {
            return severity;
        }
    }

    public Kind kind() {
        return object.kind().equals(Names.VM_SINGLE.kind()) ? Names.VM_SINGLE : Names.VM_CLUSTER;
    }

    /** {@code vmsingle-main}: what its pods are called. */
    public String workload() {
        return (kind().equals(Names.VM_SINGLE) ? "vmsingle-" : "vmcluster-") + object.name();
    }

    public Update update() {
        return Update.of(object.text("status", "updateStatus").orElse(""));
    }

    public Optional<String> version() {
        return Versions.plain(object.text("spec", "image", "tag").or(() -> object.text("spec", "clusterVersion")));
    }

    public String retention() {
        return object.text("spec", "retentionPeriod").orElse("1 month");
    }

    /** Where it is asked whether it serves: its Service, or that of its reading part. */
    public Optional<ObjectRef> service(ClusterView view) {
        String part = kind().equals(Names.VM_SINGLE) ? "vmsingle-" : "vmselect-";
        return view.get(ObjectRef.of(Kind.SERVICE, object.namespace(), part + object.name()))
                .map(s -> s.ref(Kind.SERVICE).anyIncarnation());
    }

    /** The port of that Service: the chart sets another than the operator's own. */
    public int port(ClusterView view) {
        return service(view)
                .flatMap(view::get)
                .flatMap(s -> s.number("spec", "ports", "0", "port"))
                .map(Long::intValue)
                .orElse(Names.VM_PORT);
    }

    public static List<Victoria> all(ClusterView view) {
        return Stream.of(Names.VM_SINGLE, Names.VM_CLUSTER)
                .flatMap(k -> view.list(k, Selector.ALL).stream())
                .map(Victoria::new)
                .toList();
    }
}
