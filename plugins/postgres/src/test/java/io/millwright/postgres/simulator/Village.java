package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.Map;

/**
 * A small town: the operator, its plugin, and cluster db/orders of one or more instances, which archives to ObjectStore orders-store. Made
 * as the seeds make theirs, but with no more instances than a test needs: each costs simulated minutes.
 */
final class Village {
    static final ObjectRef ORDERS = ObjectRef.of(Cnpg.CLUSTER, "db", "orders");

    private Village() {}

    /** One whose cluster is healthy and archives. */
    static Town of(long instances) throws InterruptedException {
        return of(instances, InstanceParts.DEFAULT_IMAGE);
    }

    /** One whose cluster runs that image. */
    static Town of(long instances, String image) throws InterruptedException {
        Town town = new Town("empty");
        Releases.snapshots().forEach(o -> town.create(kind(town, o), o));
        town.release("1.30.0");
        Releases.plugin().forEach(o -> town.create(kind(town, o), o));
        town.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", "db", Map.of()));
        town.create(
                Kind.SECRET,
                Resource.of(
                        Kind.SECRET,
                        "db",
                        "s3",
                        Json.map("data", Json.map("ID", Json.base64("sandbox"), "KEY", Json.base64("sandbox")))));
        town.create(
                Cnpg.OBJECT_STORE,
                Resource.of(
                        Cnpg.OBJECT_STORE,
                        "db",
                        "orders-store",
                        Map.of(
                                "spec",
                                Json.map(
                                        "configuration",
                                        Json.map(
                                                "destinationPath",
                                                "s3://backups/orders",
                                                "s3Credentials",
                                                Json.map(
                                                        "accessKeyId",
                                                        Json.map("name", "s3", "key", "ID"),
                                                        "secretAccessKey",
                                                        Json.map("name", "s3", "key", "KEY")))))));
        town.until(t -> t.view()
                .get(ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "cnpg-controller-manager"))
                .flatMap(d -> d.number("status", "availableReplicas"))
                .isPresent());
        town.create(Cnpg.CLUSTER, Seeds.cluster("db", "orders", instances, image));
        town.healthy("db", "orders");
        town.running().advance(Duration.ofSeconds(2));
        return town;
    }

    private static Kind kind(Town town, Resource object) {
        return town.running()
                .store()
                .kinds()
                .kind(object.apiVersion(), object.kind())
                .orElseThrow()
                .kind();
    }

    /** One that has a complete backup as well. */
    static Town backedUp(long instances) throws InterruptedException {
        Town town = of(instances);
        town.succeeds("backup-now", "db/orders", Map.of());
        return town;
    }
}
