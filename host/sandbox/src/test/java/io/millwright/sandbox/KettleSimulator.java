package io.millwright.sandbox;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A tiny tool for tests: a {@code Kettle} gets a pod and boils once the pod is ready, unless the fault {@code cold} is on. */
final class KettleSimulator implements Simulator {
    static final Kind KETTLE = Kind.of("kitchen.example.org", "v1", "Kettle", "kettles");

    @Override
    public void reconcile(SimulatedCluster cluster) {
        for (Resource kettle : cluster.list(KETTLE, Selector.ALL)) {
            Resource pod = cluster.ensure(pod(kettle));
            boolean ready = pod.condition("Ready")
                    .flatMap(c -> c.text("status"))
                    .filter("True"::equals)
                    .isPresent();
            String phase = ready && !cluster.fault("cold") ? "Boiling" : "Cold";
            if (!kettle.text("status", "phase").equals(Optional.of(phase))) {
                cluster.updateStatus(kettle.ref(KETTLE), k -> k.with(phase, "status", "phase"));
                cluster.event(kettle, "Normal", phase, "The kettle is " + phase.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static Resource pod(Resource kettle) {
        Map<String, Object> container =
                Map.of("name", "kettle", "image", "kettle:1", "ports", List.of(Map.of("containerPort", 9187)));
        return Resource.of(
                        Kind.POD,
                        kettle.namespace(),
                        kettle.name() + "-1",
                        Map.of("spec", Map.of("containers", List.of(container))))
                .with(
                        List.of(Map.of(
                                "apiVersion", kettle.apiVersion(),
                                "kind", "Kettle",
                                "name", kettle.name(),
                                "uid", kettle.uid(),
                                "controller", true)),
                        "metadata",
                        "ownerReferences");
    }

    static Resource definition() {
        Map<String, Object> schema = Map.of(
                "type",
                "object",
                "properties",
                Map.of(
                        "spec",
                                Map.of(
                                        "type",
                                        "object",
                                        "properties",
                                        Map.of("litres", Map.of("type", "integer", "minimum", 1))),
                        "status", Map.of("type", "object", "properties", Map.of("phase", Map.of("type", "string")))));
        Map<String, Object> version = Map.of(
                "name",
                "v1",
                "served",
                true,
                "storage",
                true,
                "subresources",
                Map.of("status", Map.of()),
                "schema",
                Map.of("openAPIV3Schema", schema));
        return Resource.of(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                "",
                "kettles.kitchen.example.org",
                Map.of(
                        "spec",
                        Map.of(
                                "group",
                                "kitchen.example.org",
                                "scope",
                                "Namespaced",
                                "names",
                                Map.of(
                                        "plural",
                                        "kettles",
                                        "singular",
                                        "kettle",
                                        "kind",
                                        "Kettle",
                                        "listKind",
                                        "KettleList"),
                                "versions",
                                List.of(version))));
    }

    @Override
    public List<Resource> release(String version) {
        return version.equals("1.0.0")
                ? List.of(definition(), Resource.of(Kind.NAMESPACE, "", "kitchen", Map.of()))
                : List.of();
    }

    @Override
    public Optional<ClusterView.HttpReply> answer(SimulatedCluster cluster, ObjectRef object, int port, String path) {
        return port == 9187
                ? Optional.of(new ClusterView.HttpReply(200, "temperature 100 " + object.name() + " " + path))
                : Optional.empty();
    }

    @Override
    public void seed(SimulatedCluster cluster, String scenario) {
        release("1.0.0").forEach(cluster::ensure);
        cluster.ensure(kettle("tea", scenario.equals("findings") ? 9 : 2));
    }

    static Resource kettle(String name, int litres) {
        return Resource.of(KETTLE, "kitchen", name, Map.of("spec", Map.of("litres", litres)));
    }

    @Override
    public Map<String, byte[]> charts() {
        return Map.of(
                "kettle-1.0.0.tgz", chart("1.0.0"),
                "kettle-1.10.0.tgz", chart("1.10.0"),
                "kettle-1.9.0.tgz", chart("1.9.0"));
    }

    private static byte[] chart(String version) {
        String chart = "apiVersion: v2\nname: kettle\nversion: " + version + "\nappVersion: \"1\"\n";
        String map = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kettle\ndata:\n  version: " + version + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            entry(zip, "kettle/Chart.yaml", chart);
            entry(zip, "kettle/templates/map.yaml", map);
            zip.write(new byte[1024]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void entry(GZIPOutputStream zip, String name, String text) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, String.format(Locale.ROOT, "%011o", content.length));
        put(header, 136, "00000000000");
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        zip.write(header);
        zip.write(content);
        zip.write(new byte[Math.floorMod(-content.length, 512)]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
