package io.millwright.engine.handover;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ConfigMaps of one run's copy: an index, and sealed parts that never change. Every change of the index is a compare-and-swap. */
record MirrorObject(ClusterConnection cluster, String namespace, String run) {
    static final String RUN = "millwright.io/run";
    private static final String CONTENT = "millwright.io/content";
    private static final String INDEX = "index";

    private ObjectRef index() {
        return ObjectRef.of(Kind.CONFIG_MAP, namespace, "millwright-run-" + run);
    }

    private ObjectRef part(String name) {
        return ObjectRef.of(Kind.CONFIG_MAP, namespace, "millwright-run-" + run + "-" + name);
    }

    /** All indexes in that namespace, or in all when it is empty. */
    static List<Resource> indexes(ClusterConnection cluster, String namespace) {
        return cluster.view().list(Kind.CONFIG_MAP, Selector.labelled(namespace, CONTENT, INDEX));
    }

    Optional<Resource> read() {
        return cluster.view().get(index());
    }

    Resource create(Map<String, Object> content) {
        return cluster.writer().create(labelled(index(), INDEX, content), Mode.REAL);
    }

    /** Changes the index if it still is as it was seen. */
    Resource update(Resource seen, Map<String, Object> content, List<String> removals) {
        return cluster.writer().patch(index(), content, removals, "", Optional.of(seen.resourceVersion()), Mode.REAL);
    }

    /** A part that is there already from an attempt whose answer was lost is the same part. */
    void seal(String name, String packed) {
        try {
            cluster.writer()
                    .create(labelled(part(name), "part", Map.of("binaryData", Map.of("text", packed))), Mode.REAL);
        } catch (ProblemException e) {
            boolean there = e.problem().code().equals(Optional.of("409"))
                    && sealed(name).map(HandOver::unpacked).equals(Optional.of(HandOver.unpacked(packed)));
            if (!there) {
                throw e;
            }
        }
    }

    Optional<String> sealed(String name) {
        return cluster.view().get(part(name)).flatMap(o -> o.text("binaryData", "text"));
    }

    void remove(List<String> parts) {
        parts.forEach(p -> cluster.writer().delete(part(p), Action.Propagation.BACKGROUND, Mode.REAL));
    }

    void remove() {
        cluster.writer().delete(index(), Action.Propagation.BACKGROUND, Mode.REAL);
    }

    private Resource labelled(ObjectRef ref, String content, Map<String, Object> fields) {
        return Resource.of(Kind.CONFIG_MAP, ref.namespace(), ref.name(), fields)
                .with(
                        Map.of("app.kubernetes.io/managed-by", "millwright", RUN, run, CONTENT, content),
                        "metadata",
                        "labels");
    }
}
