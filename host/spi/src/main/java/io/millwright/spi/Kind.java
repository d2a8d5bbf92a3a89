package io.millwright.spi;

import org.jspecify.annotations.Nullable;

/**
 * A kind of Kubernetes resource.
 *
 * @param group API group, empty for the core group
 * @param version {@code v1}
 * @param kind {@code Deployment}
 * @param plural {@code deployments}
 * @param namespaced whether its objects live in namespaces
 */
public record Kind(String group, String version, String kind, String plural, boolean namespaced) {
    /** {@code apps/v1}, or {@code v1} for the core group. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code deployments.apps}, or {@code pods} for the core group: the field's way to name a resource. */
    public String resourceName() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    // Written out, as the hash below: the ones that records bring are made at run time, and the first rows would wait
    // for that.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Kind that
                        && namespaced == that.namespaced
                        && kind.equals(that.kind)
                        && group.equals(that.group)
                        && version.equals(that.version)
                        && plural.equals(that.plural);
    }

    @Override
    public int hashCode() {
        return ((group.hashCode() * 31 + version.hashCode()) * 31 + kind.hashCode()) * 31 + plural.hashCode();
    }

    /** A kind of the core group, version {@code v1}. */
    public static Kind core(String kind, String plural, boolean namespaced) {
        return new Kind("", "v1", kind, plural, namespaced);
    }

    /** A namespaced kind. */
    public static Kind of(String group, String version, String kind, String plural) {
        return new Kind(group, version, kind, plural, true);
    }

    public static final Kind POD = core("Pod", "pods", true);
    public static final Kind SERVICE = core("Service", "services", true);
    public static final Kind SECRET = core("Secret", "secrets", true);
    public static final Kind CONFIG_MAP = core("ConfigMap", "configmaps", true);
    public static final Kind EVENT = core("Event", "events", true);
    public static final Kind NAMESPACE = core("Namespace", "namespaces", false);
    public static final Kind NODE = core("Node", "nodes", false);
    public static final Kind PERSISTENT_VOLUME = core("PersistentVolume", "persistentvolumes", false);
    public static final Kind PERSISTENT_VOLUME_CLAIM = core("PersistentVolumeClaim", "persistentvolumeclaims", true);
    public static final Kind SERVICE_ACCOUNT = core("ServiceAccount", "serviceaccounts", true);
    public static final Kind DEPLOYMENT = of("apps", "v1", "Deployment", "deployments");
    public static final Kind STATEFUL_SET = of("apps", "v1", "StatefulSet", "statefulsets");
    public static final Kind DAEMON_SET = of("apps", "v1", "DaemonSet", "daemonsets");
    public static final Kind REPLICA_SET = of("apps", "v1", "ReplicaSet", "replicasets");
    public static final Kind JOB = of("batch", "v1", "Job", "jobs");
    public static final Kind CRON_JOB = of("batch", "v1", "CronJob", "cronjobs");
    public static final Kind LEASE = of("coordination.k8s.io", "v1", "Lease", "leases");
    public static final Kind POD_DISRUPTION_BUDGET = of("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets");
    public static final Kind STORAGE_CLASS = new Kind("storage.k8s.io", "v1", "StorageClass", "storageclasses", false);
    public static final Kind CUSTOM_RESOURCE_DEFINITION =
            new Kind("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false);
    public static final Kind VALIDATING_WEBHOOK = new Kind(
            "admissionregistration.k8s.io",
            "v1",
            "ValidatingWebhookConfiguration",
            "validatingwebhookconfigurations",
            false);
    public static final Kind MUTATING_WEBHOOK = new Kind(
            "admissionregistration.k8s.io",
            "v1",
            "MutatingWebhookConfiguration",
            "mutatingwebhookconfigurations",
            false);
}
