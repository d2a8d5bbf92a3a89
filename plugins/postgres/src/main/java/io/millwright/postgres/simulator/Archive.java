package io.millwright.postgres.simulator;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.BarmanPlugin;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a cluster's WAL and base backups go, and whether they get there: by the store's definition, its Secret and the faults. */
final class Archive {
    private Archive() {}

    /** Whether the Barman Cloud plugin is registered with the operator. */
    static boolean pluginInstalled(SimulatedCluster world) {
        return !world.list(Kind.SERVICE, Selector.labelled("", Cnpg.PLUGIN_LABEL, Cnpg.BARMAN_PLUGIN))
                .isEmpty();
    }

    /** The plugin's own program; empty when none is there. */
    private static Optional<Resource> plugin(SimulatedCluster world) {
        return world.list(Kind.DEPLOYMENT, Selector.ALL).stream()
                .filter(BarmanPlugin::isItself)
                .findFirst();
    }

    /** Whether it is there, and doesn't run. */
    static boolean pluginDown(SimulatedCluster world) {
        return pluginInstalled(world)
                && plugin(world).filter(d -> !Operators.available(d)).isPresent();
    }

    /** The sidecar that it gives to instances. */
    static String sidecar(SimulatedCluster world) {
        return "ghcr.io/cloudnative-pg/plugin-barman-cloud-sidecar:v"
                + plugin(world).flatMap(Operators::version).map(Version::text).orElse("0.13.0");
    }

    /** What goes on at the plugin itself: its fault, and the Secrets that cert-manager makes of the chart's certificates. */
    static void step(SimulatedCluster world) {
        plugin(world).ifPresent(d -> {
            Pods.follow(world, d, Marks.PLUGIN_DOWN);
            for (String secret : BarmanPlugin.SECRETS) {
                world.ensure(Resource.of(
                        Kind.SECRET,
                        d.namespace(),
                        secret,
                        Json.map(
                                "type",
                                "kubernetes.io/tls",
                                "data",
                                Json.map(
                                        "tls.crt",
                                        ClusterParts.pem("CERTIFICATE", secret),
                                        "tls.key",
                                        ClusterParts.pem("EC PRIVATE KEY", secret)))));
            }
        });
    }

    /** Store and server name under which it archives; empty when it archives nowhere. */
    static String server(PgCluster c) {
        return c.objectStore()
                .map(s -> s.getKey() + "/" + s.getValue())
                .or(() -> c.object()
                        .text("spec", "backup", "barmanObjectStore", "destinationPath")
                        .map(p -> p + "/"
                                + c.object()
                                        .text("spec", "backup", "barmanObjectStore", "serverName")
                                        .orElse(c.name())))
                .orElse("");
    }

    /** Whether another cluster's files are where it is going to archive. */
    static boolean occupied(SimulatedCluster world, PgCluster c) {
        String own = server(c);
        boolean shared = world.list(Cnpg.CLUSTER, Selector.in(c.namespace())).stream()
                .filter(o -> !o.uid().equals(c.object().uid()))
                .anyMatch(o -> !own.isEmpty() && server(new PgCluster(o)).equals(own));
        return shared
                || c.objectStore()
                        .flatMap(s -> world.get(ObjectRef.of(Cnpg.OBJECT_STORE, c.namespace(), s.getKey()))
                                .flatMap(o -> o.at("status", "serverRecoveryWindow", s.getValue())))
                        .isPresent();
    }

    /** Why nothing reaches the store; empty when everything does. */
    static Optional<String> failure(SimulatedCluster world, PgCluster c) {
        if (world.fault(Marks.ARCHIVE_FAILING)) {
            return Optional.of("the object store refuses the credentials: InvalidAccessKeyId (403)");
        }
        if (world.fault(Marks.ARCHIVE_OCCUPIED)
                || c.object().annotation(Marks.OCCUPIED).filter("true"::equals).isPresent()) {
            return Optional.of("Expected empty archive");
        }
        if (c.inTreeBarman()) {
            return credentials(world, c.namespace(), c.object(), "spec", "backup", "barmanObjectStore");
        }
        if (c.barmanPlugin().isEmpty()) {
            return Optional.empty();
        }
        Optional<ObjectRef> ref = c.objectStore().map(s -> ObjectRef.of(Cnpg.OBJECT_STORE, c.namespace(), s.getKey()));
        Optional<Resource> store = ref.flatMap(world::get);
        if (store.isEmpty()) {
            String name = ref.map(ObjectRef::name).orElse("");
            return Optional.of("ObjectStore.barmancloud.cnpg.io \"" + name + "\" not found");
        }
        return credentials(world, c.namespace(), store.get(), "spec", "configuration");
    }

    private static Optional<String> credentials(
            SimulatedCluster world, String namespace, Resource holder, String... path) {
        return Stream.of("accessKeyId", "secretAccessKey")
                .flatMap(field -> missing(world, namespace, holder, path, field).stream())
                .findFirst();
    }

    private static Optional<String> missing(
            SimulatedCluster world, String namespace, Resource holder, String[] path, String field) {
        Optional<String> secret = holder.text(below(path, "s3Credentials", field, "name"));
        String key = holder.text(below(path, "s3Credentials", field, "key")).orElse("");
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        Optional<Resource> found = world.get(ObjectRef.of(Kind.SECRET, namespace, secret.get()));
        if (found.isEmpty()) {
            return Optional.of("secrets \"" + secret.get() + "\" not found");
        }
        return found.get().text("data", key).filter(v -> !v.isEmpty()).isPresent()
                ? Optional.empty()
                : Optional.of("missing key " + key + ", inside secret " + secret.get());
    }

    private static String[] below(String[] path, String... words) {
        return Stream.concat(List.of(path).stream(), Stream.of(words)).toArray(String[]::new);
    }

    /** The condition after the last attempt to archive. Without an archiver it is True all the same. */
    static void condition(Site site) {
        if (site.currentPrimary().isEmpty() || site.cluster().hibernationWanted()) {
            return;
        }
        Optional<String> failure = site.cluster().archives() ? failure(site.world(), site.cluster()) : Optional.empty();
        site.status(c -> Conditions.set(
                c,
                "ContinuousArchiving",
                failure.isEmpty() ? "True" : "False",
                failure.isEmpty() ? "ContinuousArchivingSuccess" : "ContinuousArchivingFailing",
                failure.map(why -> "unexpected failure invoking barman-cloud-wal-archive: " + why)
                        .orElse("Continuous archiving is working"),
                site.now()));
    }
}
