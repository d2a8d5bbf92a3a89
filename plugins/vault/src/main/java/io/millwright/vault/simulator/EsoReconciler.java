package io.millwright.vault.simulator;

import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.GoDuration;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Reason;
import io.millwright.vault.facts.Server;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One turn of the External Secrets Operator: stores are validated, secrets written and refreshed. */
final class EsoReconciler {
    private final SimulatedCluster world;

    EsoReconciler(SimulatedCluster world) {
        this.world = world;
    }

    void step() {
        Eso.stores(new Reading(world)).forEach(this::store);
        world.list(Names.EXTERNAL_SECRET, Selector.ALL).forEach(this::secret);
    }

    private void store(Resource store) {
        boolean good = serves(store);
        ObjectRef ref = store.ref(Eso.storeKind(store));
        if (Reason.of(store) == (good ? Reason.VALID : Reason.INVALID_PROVIDER)) {
            return;
        }
        world.updateStatus(
                ref,
                s -> Conditions.set(
                        s.with("ReadWrite", "status", "capabilities"),
                        "Ready",
                        good ? "True" : "False",
                        good ? Reason.VALID.word() : Reason.INVALID_PROVIDER.word(),
                        good ? "store validated" : "unable to log in to Vault: 403 permission denied",
                        world.now()));
    }

    /** Whether the store's Vault has a leader; one that should be in this cluster and isn't can't be reached. */
    private boolean serves(Resource store) {
        if (world.fault(Faults.STORE_DENIED)) {
            return false;
        }
        String host = store.text("spec", "provider", "vault", "server")
                .flatMap(a -> Optional.ofNullable(URI.create(a).getHost()))
                .orElse("");
        String[] words = host.split("\\.");
        return words.length < 2
                || Server.read(new Reading(world), words[1], words[0].replaceFirst("-active$", ""))
                        .map(s -> new Group(world, s).leader().isPresent())
                        .orElse(words.length < 3 || !words[2].equals("svc"));
    }

    private void secret(Resource secret) {
        String kind = secret.text("spec", "secretStoreRef", "kind").orElse("SecretStore");
        String name = secret.text("spec", "secretStoreRef", "name").orElse("");
        Optional<Resource> store = kind.equals("ClusterSecretStore")
                ? world.get(ObjectRef.of(Names.CLUSTER_STORE, "", name))
                : world.get(ObjectRef.of(Names.SECRET_STORE, secret.namespace(), name));
        boolean good = store.filter(s -> Reason.of(s) == Reason.VALID).isPresent();
        boolean known = secret.text("status", "refreshTime").isPresent();
        if (!good) {
            refuse(secret, known, "could not get secret data from provider");
            return;
        }
        boolean missing = secret.items("spec", "data").stream()
                .anyMatch(d -> value(store.get(), d).isEmpty());
        if (missing) {
            refuse(secret, false, "could not get secret data from provider");
            return;
        }
        String version = secret.generation() + "-"
                + Memory.hash(secret.textMap("metadata", "annotations").toString());
        boolean due = !secret.text("status", "syncedResourceVersion").orElse("").equals(version)
                || refreshDue(secret)
                || Reason.of(secret) != Reason.SECRET_SYNCED;
        if (due && !world.fault(Faults.SYNC_STALLED)) {
            write(secret, store.get());
            world.updateStatus(
                    secret.ref(Names.EXTERNAL_SECRET),
                    s -> Conditions.set(
                            s.with(Json.time(world.now()), "status", "refreshTime")
                                    .with(version, "status", "syncedResourceVersion"),
                            "Ready",
                            "True",
                            Reason.SECRET_SYNCED.word(),
                            "secret synced",
                            world.now()));
        }
    }

    /** A secret that was synchronised once goes on being so when its store fails, until its next turn. */
    private void refuse(Resource secret, boolean known, String message) {
        if (known && !refreshDue(secret)) {
            return;
        }
        world.updateStatus(
                secret.ref(Names.EXTERNAL_SECRET),
                s -> Conditions.set(s, "Ready", "False", Reason.SECRET_SYNCED_ERROR.word(), message, world.now()));
    }

    private boolean refreshDue(Resource secret) {
        Duration interval = GoDuration.of(secret.text("spec", "refreshInterval").orElse("1h"))
                .orElse(Duration.ofHours(1));
        return !interval.isZero()
                && secret.text("status", "refreshTime")
                        .map(Instant::parse)
                        .filter(t -> t.plus(interval).isAfter(world.now()))
                        .isEmpty();
    }

    /** What the store holds for that entry: a book of made-up values says it itself. */
    private static Optional<String> value(Resource store, Resource entry) {
        String key = entry.text("remoteRef", "key").orElse("");
        if (store.at("spec", "provider", "fake").isPresent()) {
            return store.items("spec", "provider", "fake", "data").stream()
                    .filter(d -> d.text("key").filter(key::equals).isPresent())
                    .flatMap(d -> d.text("value").stream())
                    .findFirst();
        }
        return key.startsWith("missing/") ? Optional.empty() : Optional.of("sandbox");
    }

    private void write(Resource secret, Resource store) {
        Map<String, Object> data = new LinkedHashMap<>();
        secret.items("spec", "data")
                .forEach(d -> data.put(
                        d.text("secretKey").orElse("value"),
                        Json.base64(value(store, d).orElseThrow())));
        ObjectRef target = Eso.target(secret);
        String policy = secret.text("spec", "target", "creationPolicy").orElse("Owner");
        Resource made = Resource.of(Kind.SECRET, target.namespace(), target.name(), Map.of("data", data))
                .with(Json.map(Names.MANAGED_SECRET, "true"), "metadata", "labels");
        if (policy.equals("Owner")) {
            made = made.with(
                    List.of(Json.map(
                            "apiVersion",
                            Names.EXTERNAL_SECRET.apiVersion(),
                            "kind",
                            "ExternalSecret",
                            "name",
                            secret.name(),
                            "uid",
                            secret.uid(),
                            "controller",
                            true,
                            "blockOwnerDeletion",
                            true)),
                    "metadata",
                    "ownerReferences");
        }
        world.ensure(made);
        world.update(target, s -> s.with(data, "data"));
    }
}
