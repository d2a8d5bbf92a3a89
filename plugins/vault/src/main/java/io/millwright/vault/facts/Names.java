package io.millwright.vault.facts;

import io.millwright.spi.Kind;
import java.util.List;

/** Kinds, labels, annotations and names that upstream's programs use, and the few of ours. */
public final class Names {
    public static final String TOOL = "vault";
    /** The component: a group of servers of either product. */
    public static final String SERVER = "server";
    /** The component: the External Secrets Operator. */
    public static final String ESO = "external-secrets";

    private static final String GROUP = "external-secrets.io";
    public static final Kind EXTERNAL_SECRET = Kind.of(GROUP, "v1", "ExternalSecret", "externalsecrets");
    public static final Kind SECRET_STORE = Kind.of(GROUP, "v1", "SecretStore", "secretstores");
    public static final Kind CLUSTER_STORE = new Kind(GROUP, "v1", "ClusterSecretStore", "clustersecretstores", false);
    public static final Kind CLUSTER_SECRET =
            new Kind(GROUP, "v1", "ClusterExternalSecret", "clusterexternalsecrets", false);
    public static final Kind PUSH_SECRET = Kind.of(GROUP, "v1alpha1", "PushSecret", "pushsecrets");

    /** The definitions that must store v1 alone. */
    public static final List<String> CORE_DEFINITIONS = List.of(
            EXTERNAL_SECRET.resourceName(),
            SECRET_STORE.resourceName(),
            CLUSTER_STORE.resourceName(),
            CLUSTER_SECRET.resourceName());

    public static final String APP_NAME = "app.kubernetes.io/name";
    public static final String CHART_LABEL = "helm.sh/chart";
    public static final String REVISION = "controller-revision-hash";
    public static final String FORCE_SYNC = "force-sync";
    public static final String KEEP = "helm.sh/resource-policy";
    public static final String MANAGED_SECRET = "reconcile.external-secrets.io/managed";
    public static final String CERT_MANAGER = "cert-manager.io/certificate-name";

    /** Ours: when a runbook last saved a snapshot of that StatefulSet's servers. */
    public static final String SNAPSHOT_TAKEN = "vault.millwright.io/snapshot-taken";

    public static final int PORT = 8200;

    private Names() {}
}
