package io.millwright.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A question about a cluster, as data. The host evaluates it; the answer is a {@link CheckResult}. */
public sealed interface Check {
    /** The object is there, its controller has seen its newest generation, and by its kind's rules it is ready. */
    record Ready(ObjectRef object) implements Check {}

    /** {@code status.conditions} has that type with that status. */
    record Condition(ObjectRef object, String type, String status) implements Check {}

    /**
     * The field has that value.
     *
     * @param path words of the path
     * @param operator how it is compared
     * @param value as text; for AT_LEAST and AT_MOST a whole number; ignored for PRESENT
     */
    record FieldMatches(ObjectRef object, List<String> path, Operator operator, String value) implements Check {
        public FieldMatches {
            path = List.copyOf(path);
        }
    }

    /** How a field is compared. */
    enum Operator {
        EQUALS,
        NOT_EQUALS,
        AT_LEAST,
        AT_MOST,
        PRESENT,
        ABSENT
    }

    /** Every field that the manifest names has the manifest's value in the cluster. */
    record Matches(List<Resource> objects) implements Check {
        public Matches {
            objects = List.copyOf(objects);
        }
    }

    /** The object is there (that incarnation, when the reference has a UID). */
    record Exists(ObjectRef object) implements Check {}

    /** The object is not there. */
    record Absent(ObjectRef object) implements Check {}

    /** A GET through the API server's proxy answers with a 2xx status. */
    record HttpOk(ObjectRef object, String scheme, int port, String path) implements Check {}

    /** The Helm release is deployed with that chart version ({@code ""}: any), or is not there at all when {@code absent}. */
    record Release(String namespace, String release, String chartVersion, boolean absent) implements Check {}

    /** A check of the plugin, by its id in {@link Tool#namedChecks}. */
    record Named(String id, Map<String, String> arguments) implements Check {
        public Named {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }
    }

    /** All of them hold. The first that doesn't is the answer. */
    record All(List<Check> checks) implements Check {
        public All {
            checks = List.copyOf(checks);
        }
    }

    /** Never holds: for probes of actions whose effect can't be seen. */
    record Never(String reason) implements Check {
        public static final Never INSTANCE = new Never("nothing can tell whether this was done before");
    }

    static Check all(Check... checks) {
        return new All(List.of(checks));
    }

    static Check fieldIs(ObjectRef object, String value, String... path) {
        return new FieldMatches(object, List.of(path), Operator.EQUALS, value);
    }
}
