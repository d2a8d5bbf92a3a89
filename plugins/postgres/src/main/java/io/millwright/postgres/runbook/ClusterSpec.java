package io.millwright.postgres.runbook;

import io.millwright.kit.Bytes;
import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Settings;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turns the answers of a form into the specification of a Cluster, and refuses what the webhook would. */
final class ClusterSpec {
    static final String IDENTIFIER = "[a-z_][a-z0-9_]{0,62}";
    private final Catalogue catalogue;

    ClusterSpec(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    List<Parameter> parameters() {
        return Stream.of(identity(), volumes(), database())
                .flatMap(List::stream)
                .toList();
    }

    private List<Parameter> identity() {
        String[] versions = catalogue.postgres().stream()
                .filter(r -> Integer.parseInt(r.major()) >= 14)
                .map(r -> r.newest().text())
                .toArray(String[]::new);
        return List.of(
                Ask.required(Ask.with(
                        Ask.name(
                                "name",
                                "Name",
                                "Name of the cluster; its services are NAME-rw, NAME-ro and NAME-r.",
                                50),
                        "pg",
                        "proposal")),
                Ask.name("namespace", "Namespace", "Where it lives; empty: the namespace that is chosen.", 63),
                Ask.choice(
                        "version",
                        "PostgreSQL",
                        "Version of PostgreSQL: the newest minor of each supported major.",
                        versions),
                Ask.text(
                        "image",
                        "Image",
                        "An image of your own instead, with the version in its tag.",
                        "\\S+:v?\\d\\S*",
                        "an image whose tag begins with the version"),
                Ask.with(
                        Ask.number(
                                "instances",
                                "Instances",
                                "How many, the primary included; 3 survive the loss of one.",
                                1,
                                9),
                        "3",
                        "proposal"));
    }

    private static List<Parameter> volumes() {
        return List.of(
                Ask.required(Ask.with(
                        Ask.quantity(
                                "size", "Data volume", "Size of each instance's volume; it can grow, never shrink."),
                        "10Gi",
                        "proposal")),
                Ask.text(
                        "storage-class",
                        "Storage class",
                        "Empty: the cluster's default.",
                        "[a-z0-9]([-.a-z0-9]*[a-z0-9])?",
                        "the name of a StorageClass"),
                Ask.quantity(
                        "wal-size",
                        "WAL volume",
                        "A volume of its own for WAL; empty: none. It can't be removed later; at least 2Gi."),
                Ask.text(
                        "cpu",
                        "CPU",
                        "CPUs of each instance, as request and limit; empty: none.",
                        "[0-9]+(\\.[0-9]+)?|[0-9]+m",
                        "a number such as 2 or 500m"),
                Ask.quantity("memory", "Memory", "Memory of each instance, as request and limit; empty: none."));
    }

    private static List<Parameter> database() {
        return List.of(
                Ask.with(
                        Ask.text(
                                "database",
                                "Database",
                                "Name of the application's database.",
                                IDENTIFIER,
                                "a lower-case identifier"),
                        "app",
                        "upstream default"),
                Ask.with(
                        Ask.text(
                                "owner",
                                "Owner",
                                "Role that owns it; its password goes into Secret NAME-app.",
                                IDENTIFIER,
                                "a lower-case identifier"),
                        "app",
                        "upstream default"),
                Ask.text(
                        "parameters",
                        "Parameters",
                        "PostgreSQL parameters: name=value, name=value.",
                        Settings.PAIRS,
                        "name=value pairs with commas between"),
                Ask.yesNo(
                        "synchronous",
                        "Synchronous",
                        "Whether each commit waits for a standby: nothing is lost in a failover, and writes stop without one.",
                        false),
                Ask.choice(
                        "spread",
                        "Spread",
                        "Whether two instances may share a node when there is no other.",
                        "preferred",
                        "required"));
    }

    String version(Request request) {
        return request.input("image").isEmpty()
                ? request.input("version")
                : Version.ofImage(request.input("image")).map(Version::text).orElse("");
    }

    Map<String, Object> spec(Request request) {
        long instances = request.number("instances");
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("instances", instances);
        spec.put(
                "imageName",
                request.input("image").isEmpty() ? catalogue.image(request.input("version")) : request.input("image"));
        spec.put(
                "bootstrap",
                Tree.of(
                        "initdb",
                        Tree.of(
                                "database",
                                or(request, "database", "app"),
                                "owner",
                                or(request, "owner", "app"),
                                "dataChecksums",
                                true)));
        spec.put("storage", volume(request.input("size"), request));
        if (!request.input("wal-size").isEmpty()) {
            spec.put("walStorage", volume(request.input("wal-size"), request));
        }
        if (instances == 1) {
            // With one instance a budget would block every drain of its node for ever.
            spec.put("enablePDB", false);
        }
        Map<String, Object> resources = resources(request);
        if (!resources.isEmpty()) {
            spec.put("resources", Tree.of("requests", resources, "limits", resources));
        }
        spec.put(
                "affinity",
                Tree.of(
                        "enablePodAntiAffinity",
                        true,
                        "podAntiAffinityType",
                        or(request, "spread", "preferred"),
                        "topologyKey",
                        "kubernetes.io/hostname"));
        postgresql(request, instances, spec);
        return spec;
    }

    private static String or(Request request, String id, String otherwise) {
        return request.input(id).isEmpty() ? otherwise : request.input(id);
    }

    private static Map<String, Object> volume(String size, Request request) {
        Map<String, Object> volume = new LinkedHashMap<>();
        volume.put("size", size);
        if (!request.input("storage-class").isEmpty()) {
            volume.put("storageClass", request.input("storage-class"));
        }
        return volume;
    }

    private static Map<String, Object> resources(Request request) {
        Map<String, Object> resources = new LinkedHashMap<>();
        if (!request.input("cpu").isEmpty()) {
            resources.put("cpu", request.input("cpu"));
        }
        if (!request.input("memory").isEmpty()) {
            resources.put("memory", request.input("memory"));
        }
        return resources;
    }

    private static void postgresql(Request request, long instances, Map<String, Object> spec) {
        Map<String, Object> postgresql = new LinkedHashMap<>();
        if (request.yes("synchronous")) {
            if (instances < 2) {
                throw refused(
                        "synchronous replication needs at least 2 instances",
                        "Ask for more instances, or switch it off.");
            }
            postgresql.put("synchronous", Tree.<Object>of("method", "any", "number", 1, "dataDurability", "required"));
        }
        Map<String, String> parameters = Settings.parse(request.input("parameters"));
        if (!parameters.isEmpty()) {
            memory(parameters, request.input("memory"));
            postgresql.put("parameters", parameters);
        }
        if (!postgresql.isEmpty()) {
            spec.put("postgresql", postgresql);
        }
    }

    static void memory(Map<String, String> parameters, String memory) {
        String buffers = parameters.getOrDefault("shared_buffers", "");
        if (buffers.isEmpty() || memory.isEmpty()) {
            return;
        }
        String quantity = buffers.replace("kB", "Ki").replaceAll("([MGT])B$", "$1i");
        boolean tooMuch = Bytes.quantity(quantity)
                .flatMap(b -> Bytes.quantity(memory).map(m -> m < b))
                .orElse(false);
        if (tooMuch) {
            throw refused(
                    "memory of " + memory + " is less than shared_buffers of " + buffers,
                    "Ask for more memory, or for fewer buffers.");
        }
    }

    private static ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("choose the parameters", "its parameters", why, next));
    }
}
