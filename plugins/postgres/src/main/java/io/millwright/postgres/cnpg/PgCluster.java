package io.millwright.postgres.cnpg;

import io.millwright.kit.Times;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Cluster of CloudNativePG, read: what is wanted, what is there, what it says of itself.
 *
 * @param object the Cluster
 */
public record PgCluster(Resource object) {
    private static final Pattern POD_NAME = Pattern.compile("\"([^\"]+)\"");

    /** How a cluster's base backups are made. */
    public enum BackupMethod {
        PLUGIN("plugin", "the Barman Cloud plugin"),
        IN_TREE("barmanObjectStore", "the operator's own Barman"),
        SNAPSHOT("volumeSnapshot", "volume snapshots");

        private final String field;
        private final String words;

        BackupMethod(String field, String words) {
            this.field = field;
            this.words = words;
        }

        /** As {@code spec.method} has it. */
        public String field() {
            return field;
        }

        public String words() {
            return words;
        }
    }

    /** The Cluster as it is now, empty when it is gone. */
    public static Optional<PgCluster> read(ClusterView view, String namespace, String name) {
        return view.get(ObjectRef.of(Cnpg.CLUSTER, namespace, name)).map(PgCluster::new);
    }

    public static Optional<PgCluster> read(ClusterView view, InstanceId id) {
        return read(view, id.namespace(), id.name());
    }

    public String name() {
        return object.name();
    }

    public String namespace() {
        return object.namespace();
    }

    public ObjectRef ref() {
        return object.ref(Cnpg.CLUSTER);
    }

    /** How many instances are wanted. */
    public long wanted() {
        return object.number("spec", "instances").orElse(1L);
    }

    /** How many are ready; the field is absent, not 0, in the beginning. */
    public long ready() {
        return object.number("status", "readyInstances").orElse(0L);
    }

    public String phase() {
        return object.text("status", "phase").orElse("");
    }

    public String phaseReason() {
        return object.text("status", "phaseReason").orElse("");
    }

    public boolean healthy() {
        return phase().equals(Phase.HEALTHY);
    }

    public Optional<String> currentPrimary() {
        return object.text("status", "currentPrimary").filter(p -> !p.isEmpty());
    }

    public Optional<String> targetPrimary() {
        return object.text("status", "targetPrimary").filter(p -> !p.isEmpty());
    }

    /** Its instances but the primary, by name. */
    public List<String> standbys() {
        return object.texts("status", "instanceNames").stream()
                .filter(n -> !n.equals(currentPrimary().orElse("")))
                .sorted()
                .toList();
    }

    /** The image that is wanted: resolved by the operator where it has done so. */
    public Optional<String> image() {
        return object.text("status", "image").or(() -> object.text("spec", "imageName"));
    }

    /** The image that the data directory was last opened with: the truth during and after a failed major upgrade. */
    public Optional<String> dataImage() {
        return object.text("status", "pgDataImageInfo", "image");
    }

    /** The version of PostgreSQL that serves the data. */
    public Optional<Version> version() {
        return dataImage()
                .flatMap(Version::ofImage)
                .or(() -> image().flatMap(Version::ofImage))
                .or(() ->
                        object.text("status", "pgDataImageInfo", "majorVersion").map(Version::of));
    }

    public boolean hibernationWanted() {
        return object.annotation(Cnpg.HIBERNATION).filter("on"::equals).isPresent();
    }

    public boolean hibernated() {
        return object.condition(Cnpg.HIBERNATION)
                .filter(c -> c.text("status").orElse("").equals("True"))
                .isPresent();
    }

    public boolean reconciliationDisabled() {
        return object.annotation(Cnpg.RECONCILIATION).filter("disabled"::equals).isPresent();
    }

    /** The fenced pods; {@code *} stands for all of them. */
    public List<String> fenced() {
        Matcher names = POD_NAME.matcher(object.annotation(Cnpg.FENCED).orElse(""));
        return Stream.iterate(names.find(), found -> found, found -> names.find())
                .map(found -> names.group(1))
                .toList();
    }

    public boolean maintenance() {
        return object.flag("spec", "nodeMaintenanceWindow", "inProgress").orElse(false);
    }

    /** The enabled plugins. */
    public List<Resource> plugins() {
        return object.items("spec", "plugins").stream()
                .filter(p -> p.flag("enabled").orElse(true))
                .toList();
    }

    public Optional<Resource> barmanPlugin() {
        return plugins().stream()
                .filter(p -> p.text("name").orElse("").equals(Cnpg.BARMAN_PLUGIN))
                .findFirst();
    }

    public boolean inTreeBarman() {
        return object.at("spec", "backup", "barmanObjectStore").isPresent();
    }

    public boolean snapshots() {
        return object.at("spec", "backup", "volumeSnapshot").isPresent();
    }

    /** How base backups are made, best first; empty when the cluster has no backup configuration. */
    public List<BackupMethod> backupMethods() {
        return Stream.of(BackupMethod.values())
                .filter(m -> switch (m) {
                    case PLUGIN -> barmanPlugin().isPresent();
                    case IN_TREE -> inTreeBarman();
                    case SNAPSHOT -> snapshots();
                })
                .toList();
    }

    /** Whether WAL is sent anywhere: without that {@code ContinuousArchiving=True} means nothing. */
    public boolean archives() {
        return inTreeBarman()
                || plugins().stream().anyMatch(p -> p.flag("isWALArchiver").orElse(false));
    }

    /** The object store of the plugin: ObjectStore name and server name. */
    public Optional<Map.Entry<String, String>> objectStore() {
        return barmanPlugin()
                .flatMap(p -> p.text("parameters", "barmanObjectName")
                        .map(store -> Map.entry(
                                store, p.text("parameters", "serverName").orElse(name()))));
    }

    /** How the instances' metrics are asked for. */
    public String metricsScheme() {
        return object.flag("spec", "monitoring", "tls", "enabled").orElse(false) ? "https" : "http";
    }

    /** Since when the Ready condition has its present status. */
    public Optional<Instant> readySince() {
        return object.condition("Ready").flatMap(c -> Times.kubernetes(c.text("lastTransitionTime")));
    }

    public Optional<Instant> created() {
        return Times.kubernetes(object.text("metadata", "creationTimestamp"));
    }

    /** Its instances' pods, by name. */
    public List<Resource> pods(ClusterView view) {
        return view
                .list(
                        Kind.POD,
                        Selector.labelled(namespace(), Cnpg.CLUSTER_LABEL, name())
                                .andLabel(Cnpg.POD_ROLE_LABEL, "instance"))
                .stream()
                .sorted(Comparator.comparing(Resource::name))
                .toList();
    }

    /** Its instances' claims, by name. */
    public List<Resource> claims(ClusterView view) {
        return view
                .list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled(namespace(), Cnpg.CLUSTER_LABEL, name()))
                .stream()
                .sorted(Comparator.comparing(Resource::name))
                .toList();
    }

    /** The objects of that kind in the same namespace whose {@code spec.cluster.name} is this cluster. */
    public List<Resource> belonging(ClusterView view, Kind kind) {
        return view.list(kind, Selector.in(namespace())).stream()
                .filter(o -> o.text("spec", "cluster", "name").orElse("").equals(name()))
                .sorted(Comparator.comparing(Resource::name))
                .toList();
    }
}
