package io.millwright.postgres.simulator;

import io.millwright.kit.Version;
import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Settings;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What one instance is made of: claims, the job that fills them, and the pod. */
final class InstanceParts {
    static final String DEFAULT_IMAGE = "ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie";
    private static final String PULL = "-fault-pull";
    private final Site site;
    private final String operatorImage;

    InstanceParts(Site site, String operatorImage) {
        this.site = site;
        this.operatorImage = operatorImage;
    }

    String image() {
        return site.object().text("spec", "imageName").orElse(DEFAULT_IMAGE);
    }

    String version() {
        return Version.ofImage(operatorImage).map(Version::text).orElse("");
    }

    /** The image that a new pod gets: while the fault is on, one that can't be pulled. */
    private String pulled() {
        return site.world().fault(Marks.IMAGE_PULL) ? image() + PULL : image();
    }

    static boolean unpullable(Resource pod) {
        return image(pod).endsWith(PULL);
    }

    static String image(Resource pod) {
        return pod.items("spec", "containers").stream()
                .filter(c -> c.text("name").orElse("").equals("postgres"))
                .findFirst()
                .flatMap(c -> c.text("image"))
                .orElse("");
    }

    /** What of the Cluster ends up in a pod; another text means that the pod must be made anew. */
    String podSpec() {
        return Json.text(Json.map(
                "image",
                image(),
                "resources",
                site.object().at("spec", "resources").orElse(Map.of()),
                "sidecar",
                sidecar() ? Archive.sidecar(site.world()) : ""));
    }

    String parameters() {
        Map<String, Object> started = new LinkedHashMap<>();
        Map<String, String> all = site.object().textMap("spec", "postgresql", "parameters");
        Settings.atStart(new TreeSet<>(all.keySet())).forEach(p -> started.put(p, all.getOrDefault(p, "")));
        return Json.text(started);
    }

    private boolean sidecar() {
        return site.cluster().barmanPlugin().isPresent();
    }

    private Map<String, String> labels(String instance) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Cnpg.CLUSTER_LABEL, site.name());
        labels.put(Cnpg.INSTANCE_LABEL, instance);
        labels.put("app.kubernetes.io/name", "postgresql");
        labels.put("app.kubernetes.io/instance", site.name());
        labels.put("app.kubernetes.io/component", "database");
        labels.put(
                "app.kubernetes.io/version",
                Version.ofImage(image()).map(Version::major).orElse(""));
        labels.put("app.kubernetes.io/managed-by", "cloudnative-pg");
        return labels;
    }

    /** Makes the claims; the data claim waits for its job. */
    void claims(int serial, String role) {
        String instance = site.name() + "-" + serial;
        claim(instance, serial, "PG_DATA", role, "storage", "initializing");
        if (site.object().at("spec", "walStorage").isPresent()) {
            claim(instance + "-wal", serial, "PG_WAL", role, "walStorage", "ready");
        }
    }

    private void claim(String name, int serial, String pvcRole, String role, String field, String state) {
        Map<String, Object> spec = Json.map(
                "accessModes",
                List.of("ReadWriteOnce"),
                "resources",
                Json.map(
                        "requests",
                        Json.map(
                                "storage",
                                site.object().text("spec", field, "size").orElse("1Gi"))));
        site.object().text("spec", field, "storageClass").ifPresent(c -> spec.put("storageClassName", c));
        if (role.equals("primary")) {
            site.object()
                    .at("spec", "bootstrap", "recovery", "volumeSnapshots", field)
                    .ifPresent(s -> spec.put("dataSource", s));
        }
        Map<String, String> labels = labels(site.name() + "-" + serial);
        labels.put(Cnpg.PVC_ROLE_LABEL, pvcRole);
        labels.put(Cnpg.ROLE_LABEL, role);
        site.world()
                .ensure(site.owned(Kind.PERSISTENT_VOLUME_CLAIM, name, Map.of("spec", spec), labels)
                        .with(
                                Json.map(
                                        Site.SERIAL,
                                        Integer.toString(serial),
                                        Site.PVC_STATUS,
                                        state,
                                        Cnpg.OPERATOR_VERSION,
                                        version()),
                                "metadata",
                                "annotations"));
    }

    /** Makes the job that fills the claims: {@code initdb} or {@code join}. */
    void job(int serial, String role) {
        String instance = site.name() + "-" + serial;
        Map<String, String> labels = labels(instance);
        labels.put(Cnpg.JOB_ROLE_LABEL, role);
        Map<String, Object> container = Json.map(
                "name",
                role,
                "image",
                pulled(),
                "command",
                List.of("/controller/manager", "instance", command(role)),
                "volumeMounts",
                mounts());
        Map<String, Object> annotations = Json.map(Marks.DURATION, duration(role));
        boolean upgrade = role.equals(MajorUpgrade.ROLE);
        boolean lost = role.equals(Imports.ROLE) && site.world().fault(Marks.SOURCE_UNREACHABLE);
        if (lost
                || (Recovery.restores(role) && new Recovery(site).failure().isPresent())
                || (upgrade && site.world().fault(Marks.UPGRADE_FAILING))) {
            annotations.put(Marks.EXIT_CODE, "1");
        }
        Map<String, Object> template = Json.map(
                "metadata",
                Json.map("labels", labels, "annotations", annotations),
                "spec",
                Json.map(
                        "restartPolicy",
                        "Never",
                        "initContainers",
                        List.of(bootstrap()),
                        "containers",
                        List.of(container),
                        "volumes",
                        volumes(instance),
                        "serviceAccountName",
                        site.name()));
        site.world()
                .ensure(site.owned(
                        Kind.JOB,
                        instance + "-" + role,
                        Map.of("spec", Json.map("backoffLimit", upgrade ? 0L : 6L, "template", template)),
                        labels));
    }

    private static String command(String role) {
        return switch (role) {
            case "initdb", Imports.ROLE -> "init";
            case Recovery.ROLE -> "restore";
            case Recovery.SNAPSHOT_ROLE -> "restoresnapshot";
            case MajorUpgrade.ROLE -> "upgrade";
            default -> role;
        };
    }

    /** As the real one was seen to take for a small database, in seconds. */
    private static String duration(String role) {
        return switch (role) {
            case "initdb" -> "6";
            case Imports.ROLE -> "12";
            case Recovery.ROLE, MajorUpgrade.ROLE -> "30";
            case Recovery.SNAPSHOT_ROLE -> "8";
            default -> "5";
        };
    }

    private Map<String, Object> bootstrap() {
        return Json.map(
                "name",
                "bootstrap-controller",
                "image",
                operatorImage,
                "command",
                List.of("/manager", "bootstrap", "/controller/manager"));
    }

    private List<Object> mounts() {
        List<Object> mounts = new ArrayList<>();
        mounts.add(Json.map("name", "pgdata", "mountPath", "/var/lib/postgresql/data"));
        if (site.object().at("spec", "walStorage").isPresent()) {
            mounts.add(Json.map("name", "pg-wal", "mountPath", "/var/lib/postgresql/wal"));
        }
        return mounts;
    }

    private List<Object> volumes(String instance) {
        List<Object> volumes = new ArrayList<>();
        volumes.add(Json.map("name", "pgdata", "persistentVolumeClaim", Json.map("claimName", instance)));
        if (site.object().at("spec", "walStorage").isPresent()) {
            volumes.add(Json.map("name", "pg-wal", "persistentVolumeClaim", Json.map("claimName", instance + "-wal")));
        }
        volumes.add(Json.map("name", "scratch-data", "emptyDir", Map.of()));
        return volumes;
    }

    /** Makes the instance's pod. */
    void pod(String instance, int serial, String role) {
        Map<String, String> labels = labels(instance);
        labels.put(Cnpg.ROLE_LABEL, role);
        labels.put("role", role);
        labels.put(Cnpg.POD_ROLE_LABEL, "instance");
        Map<String, Object> annotations = Json.map(
                Site.SERIAL,
                Integer.toString(serial),
                Cnpg.OPERATOR_VERSION,
                version(),
                "cnpg.io/podSpec",
                podSpec(),
                Marks.PARAMETERS,
                parameters());
        site.object().annotation(Cnpg.RESTARTED_AT).ifPresent(t -> annotations.put(Cnpg.RESTARTED_AT, t));
        Map<String, Object> spec = Json.map(
                "hostname",
                instance,
                "serviceAccountName",
                site.name(),
                "terminationGracePeriodSeconds",
                site.object().number("spec", "stopDelay").orElse(1800L),
                "initContainers",
                initContainers(),
                "containers",
                List.of(postgres()),
                "volumes",
                volumes(instance));
        affinity().ifPresent(a -> spec.put("affinity", a));
        site.world()
                .ensure(site.owned(Kind.POD, instance, Map.of("spec", spec), labels)
                        .with(annotations, "metadata", "annotations"));
    }

    private List<Object> initContainers() {
        List<Object> all = new ArrayList<>();
        all.add(bootstrap());
        if (sidecar()) {
            all.add(Json.map(
                    "name", BarmanPlugin.SIDECAR, "image", Archive.sidecar(site.world()), "restartPolicy", "Always"));
        }
        return all;
    }

    private Map<String, Object> postgres() {
        Map<String, Object> container = Json.map(
                "name",
                "postgres",
                "image",
                pulled(),
                "command",
                List.of("/controller/manager", "instance", "run"),
                "ports",
                List.of(port("postgresql", 5432), port("metrics", 9187), port("status", 8000)),
                "readinessProbe",
                Json.map(
                        "httpGet", Json.map("path", "/readyz", "port", 8000L, "scheme", "HTTPS"), "periodSeconds", 10L),
                "volumeMounts",
                mounts());
        site.object().at("spec", "resources").ifPresent(r -> container.put("resources", r));
        return container;
    }

    private static Map<String, Object> port(String name, long number) {
        return Json.map("name", name, "containerPort", number, "protocol", "TCP");
    }

    private Optional<Map<String, Object>> affinity() {
        if (!site.object().flag("spec", "affinity", "enablePodAntiAffinity").orElse(true)) {
            return Optional.empty();
        }
        Map<String, Object> term = Json.map(
                "labelSelector",
                Json.map("matchLabels", Json.map(Cnpg.CLUSTER_LABEL, site.name(), Cnpg.POD_ROLE_LABEL, "instance")),
                "topologyKey",
                site.object().text("spec", "affinity", "topologyKey").orElse("kubernetes.io/hostname"));
        boolean required = site.object()
                .text("spec", "affinity", "podAntiAffinityType")
                .filter("required"::equals)
                .isPresent();
        return Optional.of(Json.map(
                "podAntiAffinity",
                required
                        ? Json.map("requiredDuringSchedulingIgnoredDuringExecution", List.of(term))
                        : Json.map(
                                "preferredDuringSchedulingIgnoredDuringExecution",
                                List.of(Json.map("weight", 100L, "podAffinityTerm", term)))));
    }

    /** Takes the instance with its volumes away. */
    void remove(String instance) {
        site.claims().stream()
                .filter(c -> c.label(Cnpg.INSTANCE_LABEL).orElse("").equals(instance))
                .forEach(c -> site.world().delete(c.ref(Kind.PERSISTENT_VOLUME_CLAIM)));
        site.world().delete(ObjectRef.of(Kind.POD, site.namespace(), instance));
        site.jobs().stream()
                .filter(j -> j.label(Cnpg.INSTANCE_LABEL).orElse("").equals(instance))
                .forEach(j -> site.world().delete(j.ref(Kind.JOB)));
    }
}
