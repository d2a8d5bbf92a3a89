package io.millwright.engine.inspect;

import io.millwright.engine.Redaction;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object as somebody may look at it: without secret values and bookkeeping.
 *
 * @param users the pods that need it, which is one list; what else may need it, {@link Users} tells who asks. Empty where that isn't a question,
 *     or can't be told
 * @param events what was recorded of it lately, as the server draws it
 */
public record Inspection(
        String context,
        Served served,
        Resource object,
        ObjectTable events,
        Optional<List<String>> users,
        Map<String, Long> sizes) {
    private static final Served EVENTS = new Served(Kind.EVENT, "event", List.of("ev"));

    public Inspection {
        sizes = Map.copyOf(sizes);
    }

    /** One whose object holds no data by keys. */
    public Inspection(
            String context, Served served, Resource object, ObjectTable events, Optional<List<String>> users) {
        this(context, served, object, events, users, Map.of());
    }

    /**
     * Reads it. Events that can't be read are told as missing.
     *
     * @throws ProblemException when there is no such object, or it can't be read
     */
    public static Inspection read(ClusterConnection cluster, Served served, String namespace, String name) {
        return of(cluster, served, object(cluster, served, namespace, name));
    }

    /** Of an object that was read already. */
    public static Inspection of(ClusterConnection cluster, Served served, Resource object) {
        ObjectRef ref = object.ref(served.kind());
        return new Inspection(
                cluster.context(),
                served,
                shown(object),
                events(cluster, ref, object),
                users(cluster, object),
                sizes(object));
    }

    /** Told of the object as it is: what is shown of it has something else in place of what is secret. */
    static Map<String, Long> sizes(Resource object) {
        boolean secret = object.kind().equals("Secret");
        if (!object.apiVersion().equals("v1") || !secret && !object.kind().equals("ConfigMap")) {
            return Map.of();
        }
        Map<String, Long> sizes = new HashMap<>();
        object.textMap("data")
                .forEach((key, value) ->
                        sizes.put(key, secret ? decoded(value) : value.getBytes(StandardCharsets.UTF_8).length));
        object.textMap("binaryData").forEach((key, value) -> sizes.put(key, decoded(value)));
        return sizes;
    }

    /** How many bytes there are in base64. */
    private static long decoded(String text) {
        String bare = text.strip();
        long padding = bare.endsWith("==") ? 2 : bare.endsWith("=") ? 1 : 0;
        return bare.length() / 4 * 3L - padding;
    }

    private static Optional<List<String>> users(ClusterConnection cluster, Resource object) {
        try {
            return Users.areKnownFor(object) && !object.namespace().isEmpty()
                    ? Optional.of(Users.pods(object, cluster.view()))
                    : Optional.empty();
        } catch (ProblemException pods) {
            // Who may read an object and no pods sees the object all the same.
            return Optional.empty();
        }
    }

    /** The object as it is; a problem when it isn't there. */
    public static Resource object(ClusterConnection cluster, Served served, String namespace, String name) {
        ObjectRef ref = ObjectRef.of(served.kind(), served.kind().namespaced() ? namespace : "", name);
        return cluster.view()
                .get(ref)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "read " + ref.display(),
                        "cluster " + cluster.context(),
                        "it is not there",
                        "Look at the list again: it may have been deleted, or be in another namespace.")));
    }

    /** The object without secret values and without the bookkeeping of who set which field. */
    public static Resource shown(Resource object) {
        return Redaction.of(object.without("metadata", "managedFields"));
    }

    private static ObjectTable events(ClusterConnection cluster, ObjectRef ref, Resource object) {
        boolean namespaced = ref.kind().namespaced();
        String about = "involvedObject.kind=" + ref.kind().kind() + ",involvedObject.name=" + ref.name()
                + (namespaced ? ",involvedObject.uid=" + object.uid() : "");
        try {
            return cluster.tables().list(new Query(EVENTS, namespaced ? ref.namespace() : "default", "", about));
        } catch (ProblemException e) {
            return new ObjectTable(EVENTS, List.of(), List.of(), List.of(e.problem()));
        }
    }

    /** The owner that controls it, as a word for its kind and a name; empty when it stands alone. */
    public Optional<Owner> owner() {
        List<Resource> owners = object.items("metadata", "ownerReferences");
        return owners.stream()
                .filter(o -> o.flag("controller").orElse(false))
                .findFirst()
                .or(() -> owners.stream().findFirst())
                .map(o -> new Owner(word(o), o.text("name").orElse("")));
    }

    private static String word(Resource owner) {
        String version = owner.apiVersion();
        int slash = version.indexOf('/');
        return slash < 0 ? owner.kind() : owner.kind() + "." + version.substring(0, slash);
    }

    /** A kind's word and an object's name. */
    public record Owner(String word, String name) {}
}
