package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.Tree;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The defaults that the API server writes into built-in objects, as far as clients see them. */
final class BuiltinDefaults {
    private final ServiceAddresses addresses;

    BuiltinDefaults(Contents contents) {
        this.addresses = new ServiceAddresses(contents);
    }

    void fill(Kind kind, Tree o) {
        switch (kind.plural()) {
            case "namespaces" -> namespace(o);
            case "pods" -> pod(o);
            case "deployments" -> deployment(o);
            case "replicasets", "replicationcontrollers" -> {
                o.fill(1L, "spec", "replicas");
                template(o);
                o.fill(0L, "status", "replicas");
            }
            case "statefulsets" -> statefulSet(o);
            case "daemonsets" -> daemonSet(o);
            case "jobs" -> job(o.make("spec"), o.text("metadata", "name"), o.text("metadata", "uid"));
            case "cronjobs" -> cronJob(o);
            case "services" -> service(o);
            case "secrets" -> secret(o);
            case "persistentvolumeclaims" -> {
                o.fill("Filesystem", "spec", "volumeMode");
                o.fill("Pending", "status", "phase");
            }
            case "persistentvolumes" -> {
                o.fill("Filesystem", "spec", "volumeMode");
                o.fill("Retain", "spec", "persistentVolumeReclaimPolicy");
                o.fill("Pending", "status", "phase");
            }
            case "storageclasses" -> {
                o.fill("Delete", "reclaimPolicy");
                o.fill("Immediate", "volumeBindingMode");
            }
            case "clusterrolebindings", "rolebindings" -> {
                o.fill("rbac.authorization.k8s.io", "roleRef", "apiGroup");
                o.items("subjects").forEach(s -> {
                    if (!s.text("kind").equals("ServiceAccount")) {
                        s.fill("rbac.authorization.k8s.io", "apiGroup");
                    }
                });
            }
            case "validatingwebhookconfigurations", "mutatingwebhookconfigurations" ->
                o.items("webhooks").forEach(w -> webhook(kind, w));
            case "horizontalpodautoscalers" -> o.fill(1L, "spec", "minReplicas");
            case "nodes" -> o.make("status");
            case "events" -> {
                o.fill("", "reportingComponent");
                o.fill("", "reportingInstance");
                o.make("source");
            }
            default -> {}
        }
    }

    private static void namespace(Tree o) {
        o.put(o.text("metadata", "name"), "metadata", "labels", "kubernetes.io/metadata.name");
        if (!o.has("metadata", "deletionTimestamp")) {
            o.fill(List.of("kubernetes"), "spec", "finalizers");
            o.fill("Active", "status", "phase");
        } else {
            o.make("spec");
        }
    }

    private static void deployment(Tree o) {
        Tree spec = o.make("spec");
        spec.fill(1L, "replicas").fill(10L, "revisionHistoryLimit").fill(600L, "progressDeadlineSeconds");
        spec.fill("RollingUpdate", "strategy", "type");
        if (spec.text("strategy", "type").equals("RollingUpdate")) {
            spec.fill("25%", "strategy", "rollingUpdate", "maxSurge");
            spec.fill("25%", "strategy", "rollingUpdate", "maxUnavailable");
        }
        template(o);
        o.make("status");
    }

    private static void statefulSet(Tree o) {
        Tree spec = o.make("spec");
        spec.fill(1L, "replicas").fill(10L, "revisionHistoryLimit").fill("OrderedReady", "podManagementPolicy");
        spec.fill("RollingUpdate", "updateStrategy", "type");
        if (spec.text("updateStrategy", "type").equals("RollingUpdate")) {
            spec.fill(0L, "updateStrategy", "rollingUpdate", "partition");
        }
        spec.fill("Retain", "persistentVolumeClaimRetentionPolicy", "whenDeleted");
        spec.fill("Retain", "persistentVolumeClaimRetentionPolicy", "whenScaled");
        spec.items("volumeClaimTemplates").forEach(c -> {
            c.fill("v1", "apiVersion").fill("PersistentVolumeClaim", "kind");
            c.fill("Filesystem", "spec", "volumeMode").fill("Pending", "status", "phase");
        });
        template(o);
        o.fill(0L, "status", "replicas").fill(0L, "status", "availableReplicas");
    }

    private static void daemonSet(Tree o) {
        Tree spec = o.make("spec");
        spec.fill(10L, "revisionHistoryLimit").fill("RollingUpdate", "updateStrategy", "type");
        if (spec.text("updateStrategy", "type").equals("RollingUpdate")) {
            spec.fill(0L, "updateStrategy", "rollingUpdate", "maxSurge");
            spec.fill(1L, "updateStrategy", "rollingUpdate", "maxUnavailable");
        }
        template(o);
        for (String count :
                List.of("currentNumberScheduled", "desiredNumberScheduled", "numberMisscheduled", "numberReady")) {
            o.fill(0L, "status", count);
        }
    }

    private static void job(Tree spec, String name, String uid) {
        spec.fill(1L, "parallelism").fill(6L, "backoffLimit").fill("NonIndexed", "completionMode");
        spec.fill(1L, "completions").fill(false, "suspend").fill("TerminatingOrFailed", "podReplacementPolicy");
        spec.fill(false, "manualSelector");
        if (!uid.isEmpty()) {
            spec.fill(uid, "selector", "matchLabels", "batch.kubernetes.io/controller-uid");
            Tree labels = spec.make("template", "metadata", "labels");
            labels.fill(uid, "batch.kubernetes.io/controller-uid").fill(name, "batch.kubernetes.io/job-name");
            labels.fill(uid, "controller-uid").fill(name, "job-name");
        }
        spec.child("template", "spec").ifPresent(PodDefaults::fill);
    }

    private static void cronJob(Tree o) {
        Tree spec = o.make("spec");
        spec.fill("Allow", "concurrencyPolicy").fill(false, "suspend");
        spec.fill(3L, "successfulJobsHistoryLimit").fill(1L, "failedJobsHistoryLimit");
        spec.child("jobTemplate", "spec", "template", "spec").ifPresent(PodDefaults::fill);
        o.make("status");
    }

    private static void template(Tree o) {
        o.child("spec", "template", "spec").ifPresent(PodDefaults::fill);
    }

    private static void pod(Tree o) {
        Tree spec = o.make("spec");
        PodDefaults.fill(spec);
        spec.fill("default", "serviceAccountName").fill("default", "serviceAccount");
        spec.fill(true, "enableServiceLinks").fill(0L, "priority").fill("PreemptLowerPriority", "preemptionPolicy");
        o.fill("Pending", "status", "phase").fill(PodDefaults.quality(spec), "status", "qosClass");
    }

    private void service(Tree o) {
        Tree spec = o.make("spec");
        spec.fill("ClusterIP", "type").fill("None", "sessionAffinity");
        String type = spec.text("type");
        for (Tree port : spec.items("ports")) {
            port.fill("TCP", "protocol");
            port.at("port").ifPresent(p -> port.fill(p, "targetPort"));
        }
        if (!type.equals("ExternalName")) {
            spec.fill("Cluster", "internalTrafficPolicy");
            spec.fill(List.of("IPv4"), "ipFamilies").fill("SingleStack", "ipFamilyPolicy");
            if (spec.text("clusterIP").isEmpty()) {
                spec.put(addresses.clusterAddress(o), "clusterIP");
            }
            spec.fill(List.of(spec.text("clusterIP")), "clusterIPs");
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            spec.fill("Cluster", "externalTrafficPolicy");
            addresses.nodePorts(spec);
        }
        if (type.equals("LoadBalancer")) {
            spec.fill(true, "allocateLoadBalancerNodePorts");
        }
        o.make("status").make("loadBalancer");
    }

    private static void secret(Tree o) {
        o.fill("Opaque", "type");
        o.child("stringData").ifPresent(plain -> {
            Map<String, Object> data = new LinkedHashMap<>();
            o.child("data").ifPresent(d -> data.putAll(d.root()));
            plain.root()
                    .forEach((k, v) -> data.put(
                            k,
                            Base64.getEncoder().encodeToString(String.valueOf(v).getBytes(StandardCharsets.UTF_8))));
            o.put(data, "data").remove("stringData");
        });
    }

    private static void webhook(Kind kind, Tree w) {
        w.fill("Fail", "failurePolicy").fill("Equivalent", "matchPolicy").fill(10L, "timeoutSeconds");
        w.make("namespaceSelector");
        w.make("objectSelector");
        if (kind.plural().startsWith("mutating")) {
            w.fill("Never", "reinvocationPolicy");
        }
        w.child("clientConfig", "service").ifPresent(s -> s.fill(443L, "port"));
        w.items("rules").forEach(r -> r.fill("*", "scope"));
    }

    /** The addresses of services: each gets one that no other has. */
    private static final class ServiceAddresses {
        private final Contents contents;

        ServiceAddresses(Contents contents) {
            this.contents = contents;
        }

        private List<Resource> services() {
            return contents.list(new KindInfo.StorageKey("", "services"), "");
        }

        String clusterAddress(Tree service) {
            java.util.Set<String> taken = new java.util.HashSet<>();
            services().forEach(s -> s.text("spec", "clusterIP").ifPresent(taken::add));
            int start = Math.floorMod(
                    (service.text("metadata", "namespace") + "/" + service.text("metadata", "name")).hashCode(),
                    60_000);
            for (int i = 0; i < 60_000; i++) {
                int n = 256 + (start + i) % 60_000;
                String address = "10." + (96 + n / 65536) + "." + n / 256 % 256 + "." + n % 256;
                if (!taken.contains(address)) {
                    return address;
                }
            }
            throw ApiError.badRequest("no cluster IP is free");
        }

        void nodePorts(Tree spec) {
            java.util.Set<Long> taken = new java.util.HashSet<>();
            services()
                    .forEach(s -> s.items("spec", "ports")
                            .forEach(p -> p.number("nodePort").ifPresent(taken::add)));
            long next = 30_000;
            for (Tree port : spec.items("ports")) {
                if (!port.has("nodePort")) {
                    while (!taken.add(next)) {
                        next++;
                    }
                    port.put(next, "nodePort");
                }
            }
        }
    }
}
