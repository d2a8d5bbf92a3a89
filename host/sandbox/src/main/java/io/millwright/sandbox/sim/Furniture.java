package io.millwright.sandbox.sim;

import io.millwright.sandbox.controller.Fields;
import io.millwright.sandbox.controller.World;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** What a fresh cluster brings along: a default storage class, and the usual programs in {@code kube-system}. */
final class Furniture {
    private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";
    private static final String SYSTEM = "kube-system";

    private Furniture() {}

    static void place(World world) {
        storage(world, "standard", "WaitForFirstConsumer", Map.of(DEFAULT, "true"));
        storage(world, "standard-immediate", "Immediate", Map.of());
        Map<String, String> dns = Map.of("k8s-app", "kube-dns");
        world.create(Resource.of(
                        Kind.DEPLOYMENT,
                        SYSTEM,
                        "coredns",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "replicas", 2L,
                                        "selector", Map.of("matchLabels", dns),
                                        "template",
                                                template(
                                                        dns,
                                                        "coredns",
                                                        "registry.k8s.io/coredns/coredns:v1.13.1",
                                                        53))))
                .with(dns, "metadata", "labels"));
        world.create(Resource.of(
                        Kind.SERVICE,
                        SYSTEM,
                        "kube-dns",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "selector",
                                        dns,
                                        "clusterIP",
                                        "10.96.0.10",
                                        "ports",
                                        List.of(
                                                Fields.of(
                                                        "name",
                                                        "dns",
                                                        "port",
                                                        53L,
                                                        "protocol",
                                                        "UDP",
                                                        "targetPort",
                                                        53L),
                                                Fields.of(
                                                        "name",
                                                        "dns-tcp",
                                                        "port",
                                                        53L,
                                                        "protocol",
                                                        "TCP",
                                                        "targetPort",
                                                        53L)))))
                .with(dns, "metadata", "labels"));
        Map<String, String> proxy = Map.of("k8s-app", "kube-proxy");
        world.create(Resource.of(
                        Kind.DAEMON_SET,
                        SYSTEM,
                        "kube-proxy",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "selector", Map.of("matchLabels", proxy),
                                        "template",
                                                template(
                                                        proxy,
                                                        "kube-proxy",
                                                        "registry.k8s.io/kube-proxy:v1.37.2",
                                                        10256))))
                .with(proxy, "metadata", "labels"));
    }

    private static Map<String, Object> template(Map<String, String> labels, String name, String image, long port) {
        return Fields.of(
                "metadata", Map.of("labels", labels),
                "spec",
                        Map.of(
                                "containers",
                                List.of(Fields.of(
                                        "name",
                                        name,
                                        "image",
                                        image,
                                        "ports",
                                        List.of(Fields.of("containerPort", port)),
                                        "resources",
                                        Map.of("requests", Map.of("cpu", "100m", "memory", "70Mi"))))));
    }

    private static void storage(World world, String name, String binding, Map<String, String> annotations) {
        Resource made = Resource.of(
                Kind.STORAGE_CLASS,
                "",
                name,
                Fields.of(
                        "provisioner",
                        "sandbox.millwright.io/disk",
                        "reclaimPolicy",
                        "Delete",
                        "volumeBindingMode",
                        binding,
                        "allowVolumeExpansion",
                        true));
        world.create(annotations.isEmpty() ? made : made.with(annotations, "metadata", "annotations"));
    }
}
