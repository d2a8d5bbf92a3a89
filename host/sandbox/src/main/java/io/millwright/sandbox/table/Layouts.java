package io.millwright.sandbox.table;

import static io.millwright.sandbox.table.Layout.AGE;
import static io.millwright.sandbox.table.Layout.CREATED;
import static io.millwright.sandbox.table.Layout.NAME;
import static io.millwright.sandbox.table.Layout.number;
import static io.millwright.sandbox.table.Layout.path;
import static io.millwright.sandbox.table.Layout.text;
import static io.millwright.sandbox.table.Layout.timed;

import io.millwright.spi.Resource;
import java.util.List;
import java.util.stream.Collectors;

/** The columns of built-in kinds, by resource. */
final class Layouts {
    private static final String[] TEMPLATE = {"spec", "template", "spec"};

    private Layouts() {}

    static Layout of(String plural) {
        return switch (plural) {
            case "pods" -> pods();
            case "deployments",
                    "replicasets",
                    "replicationcontrollers",
                    "statefulsets",
                    "daemonsets",
                    "jobs",
                    "cronjobs" -> workload(plural);
            case "services", "endpoints", "endpointslices", "ingresses", "ingressclasses", "networkpolicies" ->
                network(plural);
            case "persistentvolumes", "persistentvolumeclaims", "storageclasses" -> storage(plural);
            case "nodes" -> nodes();
            case "events" -> events();
            case "namespaces" -> Layout.of(NAME, path("Status", "", "status", "phase"), AGE);
            case "configmaps" ->
                Layout.of(NAME, text("Data", r -> "" + (Cells.count(r, "data") + Cells.count(r, "binaryData"))), AGE);
            case "secrets" ->
                Layout.of(NAME, path("Type", "", "type"), text("Data", r -> "" + Cells.count(r, "data")), AGE);
            case "leases" -> Layout.of(NAME, path("Holder", "", "spec", "holderIdentity"), AGE);
            case "customresourcedefinitions", "roles", "clusterroles" -> Layout.of(NAME, CREATED);
            case "validatingwebhookconfigurations", "mutatingwebhookconfigurations" ->
                Layout.of(
                        NAME,
                        new Layout.Column(
                                "Webhooks", "integer", "", "Webhooks", 0, (r, a) -> (long) Cells.count(r, "webhooks")),
                        AGE);
            case "rolebindings", "clusterrolebindings" -> bindings();
            case "poddisruptionbudgets" ->
                Layout.of(
                        NAME,
                        path("Min Available", "N/A", "spec", "minAvailable"),
                        path("Max Unavailable", "N/A", "spec", "maxUnavailable"),
                        number("Allowed Disruptions", "status", "disruptionsAllowed"),
                        AGE);
            case "horizontalpodautoscalers" -> autoscalers();
            case "priorityclasses" ->
                Layout.of(
                        NAME,
                        number("Value", "value"),
                        Layout.flag("Global-Default", "globalDefault"),
                        AGE,
                        path("PreemptionPolicy", "", "preemptionPolicy"));
            case "controllerrevisions" ->
                Layout.of(NAME, text("Controller", Layouts::controller), path("Revision", "0", "revision"), AGE);
            default -> Layout.GENERIC;
        };
    }

    private static Layout pods() {
        return Layout.of(
                NAME,
                text("Ready", PodCells::ready),
                text("Status", PodCells::status),
                timed("Restarts", PodCells::restarts),
                AGE,
                path("IP", Cells.NONE, "status", "podIP").wide(),
                path("Node", Cells.NONE, "spec", "nodeName").wide(),
                path("Nominated Node", Cells.NONE, "status", "nominatedNodeName")
                        .wide(),
                text("Readiness Gates", PodCells::gates).wide());
    }

    private static Layout workload(String plural) {
        Layout.Column containers =
                text("Containers", r -> Cells.containers(r, TEMPLATE)).wide();
        Layout.Column images = text("Images", r -> Cells.images(r, TEMPLATE)).wide();
        Layout.Column selector =
                text("Selector", r -> Cells.selector(r, "spec", "selector")).wide();
        return switch (plural) {
            case "deployments" ->
                Layout.of(
                        NAME,
                        text("Ready", Layouts::readyReplicas),
                        path("Up-to-date", "0", "status", "updatedReplicas"),
                        path("Available", "0", "status", "availableReplicas"),
                        AGE,
                        containers,
                        images,
                        selector);
            case "replicasets", "replicationcontrollers" ->
                Layout.of(
                        NAME,
                        number("Desired", "spec", "replicas"),
                        number("Current", "status", "replicas"),
                        number("Ready", "status", "readyReplicas"),
                        AGE,
                        containers,
                        images,
                        selector);
            case "statefulsets" -> Layout.of(NAME, text("Ready", Layouts::readyReplicas), AGE, containers, images);
            case "daemonsets" ->
                Layout.of(
                        NAME,
                        number("Desired", "status", "desiredNumberScheduled"),
                        number("Current", "status", "currentNumberScheduled"),
                        number("Ready", "status", "numberReady"),
                        number("Up-to-date", "status", "updatedNumberScheduled"),
                        number("Available", "status", "numberAvailable"),
                        text("Node Selector", r -> Cells.labels(r.textMap("spec", "template", "spec", "nodeSelector"))),
                        AGE,
                        containers,
                        images,
                        selector);
            case "jobs" ->
                Layout.of(
                        NAME,
                        text("Status", Layouts::jobStatus),
                        text("Completions", Layouts::completions),
                        timed("Duration", Layouts::jobDuration),
                        AGE,
                        containers,
                        images,
                        selector);
            default -> cronJobs();
        };
    }

    private static Layout cronJobs() {
        String[] template = {"spec", "jobTemplate", "spec", "template", "spec"};
        return Layout.of(
                NAME,
                path("Schedule", "", "spec", "schedule"),
                path("Timezone", Cells.NONE, "spec", "timeZone"),
                Layout.flag("Suspend", "spec", "suspend"),
                new Layout.Column(
                        "Active", "integer", "", "Active", 0, (r, a) -> (long) Cells.count(r, "status", "active")),
                timed(
                        "Last Schedule",
                        (r, a) -> r.text("status", "lastScheduleTime")
                                .map(a::since)
                                .orElse(Cells.NONE)),
                AGE,
                text("Containers", r -> Cells.containers(r, template)).wide(),
                text("Images", r -> Cells.images(r, template)).wide(),
                text("Selector", r -> Cells.selector(r, "spec", "jobTemplate", "spec", "selector"))
                        .wide());
    }

    private static Layout network(String plural) {
        return switch (plural) {
            case "services" ->
                Layout.of(
                        NAME,
                        path("Type", "", "spec", "type"),
                        path("Cluster-IP", Cells.NONE, "spec", "clusterIP"),
                        text("External-IP", NetworkCells::externalAddress),
                        text("Port(s)", NetworkCells::ports),
                        AGE,
                        text("Selector", r -> Cells.labels(r.textMap("spec", "selector")))
                                .wide());
            case "endpoints" -> Layout.of(NAME, text("Endpoints", NetworkCells::endpoints), AGE);
            case "endpointslices" ->
                Layout.of(
                        NAME,
                        path("AddressType", "", "addressType"),
                        text("Ports", NetworkCells::slicePorts),
                        text("Endpoints", NetworkCells::sliceEndpoints),
                        AGE);
            case "ingresses" ->
                Layout.of(
                        NAME,
                        path("Class", Cells.NONE, "spec", "ingressClassName"),
                        text("Hosts", NetworkCells::hosts),
                        text("Address", NetworkCells::ingressAddress),
                        text("Ports", r -> Cells.count(r, "spec", "tls") > 0 ? "80, 443" : "80"),
                        AGE);
            case "ingressclasses" ->
                Layout.of(
                        NAME,
                        path("Controller", "", "spec", "controller"),
                        text(
                                "Parameters",
                                r -> r.text("spec", "parameters", "name").orElse(Cells.NONE)),
                        AGE);
            default -> Layout.of(NAME, text("Pod-Selector", r -> Cells.selector(r, "spec", "podSelector")), AGE);
        };
    }

    private static Layout storage(String plural) {
        Layout.Column attributes = path("VolumeAttributesClass", "<unset>", "spec", "volumeAttributesClassName");
        return switch (plural) {
            case "persistentvolumes" ->
                Layout.of(
                        NAME,
                        path("Capacity", "", "spec", "capacity", "storage"),
                        text("Access Modes", r -> Cells.accessModes(r.texts("spec", "accessModes"))),
                        path("Reclaim Policy", "", "spec", "persistentVolumeReclaimPolicy"),
                        text("Status", r -> phase(r)),
                        text(
                                "Claim",
                                r -> r.text("spec", "claimRef", "name")
                                        .map(n -> r.text("spec", "claimRef", "namespace")
                                                        .orElse("") + "/" + n)
                                        .orElse("")),
                        path("StorageClass", "", "spec", "storageClassName"),
                        attributes,
                        path("Reason", "", "status", "reason"),
                        AGE,
                        path("VolumeMode", "<unset>", "spec", "volumeMode").wide());
            case "persistentvolumeclaims" ->
                Layout.of(
                        NAME,
                        text("Status", r -> phase(r)),
                        path("Volume", "", "spec", "volumeName"),
                        path("Capacity", "", "status", "capacity", "storage"),
                        text("Access Modes", r -> Cells.accessModes(r.texts("status", "accessModes"))),
                        path("StorageClass", "", "spec", "storageClassName"),
                        attributes,
                        AGE,
                        path("VolumeMode", "<unset>", "spec", "volumeMode").wide());
            default ->
                Layout.of(
                        new Layout.Column(
                                "Name",
                                "string",
                                "name",
                                "Name",
                                0,
                                (r, a) -> r.name()
                                        + (r.annotation("storageclass.kubernetes.io/is-default-class")
                                                        .orElse("")
                                                        .equals("true")
                                                ? " (default)"
                                                : "")),
                        path("Provisioner", "", "provisioner"),
                        path("ReclaimPolicy", "Delete", "reclaimPolicy"),
                        path("VolumeBindingMode", "Immediate", "volumeBindingMode"),
                        path("AllowVolumeExpansion", "false", "allowVolumeExpansion"),
                        AGE);
        };
    }

    private static Layout nodes() {
        return Layout.of(
                NAME,
                text("Status", NetworkCells::nodeStatus),
                text("Roles", NetworkCells::nodeRoles),
                AGE,
                path("Version", "", "status", "nodeInfo", "kubeletVersion"),
                text("Internal-IP", r -> NetworkCells.nodeAddress(r, "InternalIP"))
                        .wide(),
                text("External-IP", r -> NetworkCells.nodeAddress(r, "ExternalIP"))
                        .wide(),
                path("OS-Image", "<unknown>", "status", "nodeInfo", "osImage").wide(),
                path("Kernel-Version", "<unknown>", "status", "nodeInfo", "kernelVersion")
                        .wide(),
                path("Container-Runtime", "<unknown>", "status", "nodeInfo", "containerRuntimeVersion")
                        .wide());
    }

    private static Layout events() {
        return Layout.of(
                timed(
                        "Last Seen",
                        (r, a) -> a.since(r.text("lastTimestamp")
                                .or(() -> r.text("eventTime"))
                                .or(() -> r.text("firstTimestamp"))
                                .orElse(""))),
                path("Type", "", "type"),
                path("Reason", "", "reason"),
                text(
                        "Object",
                        r -> r.text("involvedObject", "kind").orElse("").toLowerCase(java.util.Locale.ROOT) + "/"
                                + r.text("involvedObject", "name").orElse("")),
                path("Subobject", "", "involvedObject", "fieldPath").wide(),
                text(
                                "Source",
                                r -> r.text("source", "component")
                                                .or(() -> r.text("reportingComponent"))
                                                .orElse("")
                                        + r.text("source", "host")
                                                .map(h -> ", " + h)
                                                .orElse(""))
                        .wide(),
                text("Message", r -> r.text("message").orElse("").strip()),
                timed(
                                "First Seen",
                                (r, a) -> a.since(r.text("firstTimestamp")
                                        .or(() -> r.text("eventTime"))
                                        .orElse("")))
                        .wide(),
                path("Count", "1", "count").wide(),
                new Layout.Column("Name", "string", "name", "Name", 1, (r, a) -> r.name()));
    }

    private static Layout bindings() {
        return Layout.of(
                NAME,
                text(
                        "Role",
                        r -> r.text("roleRef", "kind").orElse("") + "/"
                                + r.text("roleRef", "name").orElse("")),
                AGE,
                text("Users", r -> subjects(r, "User")).wide(),
                text("Groups", r -> subjects(r, "Group")).wide(),
                text("ServiceAccounts", r -> subjects(r, "ServiceAccount")).wide());
    }

    private static String subjects(Resource r, String kind) {
        return r.items("subjects").stream()
                .filter(s -> s.text("kind").orElse("").equals(kind))
                .map(s -> (kind.equals("ServiceAccount") ? s.text("namespace").orElse("") + "/" : "")
                        + s.text("name").orElse(""))
                .collect(Collectors.joining(", "));
    }

    private static Layout autoscalers() {
        return Layout.of(
                NAME,
                text(
                        "Reference",
                        r -> r.text("spec", "scaleTargetRef", "kind").orElse("") + "/"
                                + r.text("spec", "scaleTargetRef", "name").orElse("")),
                text("Targets", r -> {
                    List<Resource> metrics = r.items("spec", "metrics");
                    return metrics.isEmpty()
                            ? Cells.NONE
                            : metrics.stream()
                                    .map(m -> m.text("resource", "name")
                                                    .map(n -> n + ": ")
                                                    .orElse("") + "<unknown>/"
                                            + m.text("resource", "target", "averageUtilization")
                                                    .map(u -> u + "%")
                                                    .orElse("<auto>"))
                                    .collect(Collectors.joining(", "));
                }),
                path("MinPods", "<unset>", "spec", "minReplicas"),
                path("MaxPods", "0", "spec", "maxReplicas"),
                path("Replicas", "0", "status", "currentReplicas"),
                AGE);
    }

    private static String readyReplicas(Resource r) {
        return Cells.ratio(r, new String[] {"status", "readyReplicas"}, new String[] {"spec", "replicas"});
    }

    private static String phase(Resource r) {
        return r.text("metadata", "deletionTimestamp").isPresent()
                ? "Terminating"
                : r.text("status", "phase").orElse("");
    }

    private static String completions(Resource r) {
        long done = r.number("status", "succeeded").orElse(0L);
        return r.number("spec", "completions").map(c -> done + "/" + c).orElseGet(() -> {
            long parallel = r.number("spec", "parallelism").orElse(0L);
            return parallel > 1 ? done + "/1 of " + parallel : done + "/1";
        });
    }

    private static String jobDuration(Resource r, Ages ages) {
        return r.text("status", "startTime")
                .map(s -> ages.between(s, r.text("status", "completionTime").orElse("")))
                .orElse("");
    }

    private static String jobStatus(Resource r) {
        for (String type : List.of("Complete", "Failed", "Suspended", "FailureTarget", "SuccessCriteriaMet")) {
            if (type.equals("Suspended")
                    && r.text("metadata", "deletionTimestamp").isPresent()) {
                return "Terminating";
            }
            if (r.condition(type)
                    .flatMap(c -> c.text("status"))
                    .filter("True"::equals)
                    .isPresent()) {
                return type;
            }
        }
        return "Running";
    }

    private static String controller(Resource r) {
        return r.items("metadata", "ownerReferences").stream()
                .filter(o -> o.flag("controller").orElse(false))
                .findFirst()
                .map(o -> o.text("kind").orElse("").toLowerCase(java.util.Locale.ROOT)
                        + o.text("apiVersion")
                                .map(v -> v.contains("/") ? "." + v.substring(0, v.indexOf('/')) : "")
                                .orElse("")
                        + "/" + o.text("name").orElse(""))
                .orElse(Cells.NONE);
    }
}
