package io.millwright.app.browse.describe;

import static java.util.Map.entry;

import io.millwright.engine.inspect.Inspection;
import io.millwright.spi.Resource;
import java.util.Map;

/** The section of each kind that has one; objects of all others are told field by field. */
final class Sections {
    private static final Map<String, Section> KNOWN = Map.ofEntries(
            entry("Pod", new Section(PodText::state, PodText::around)),
            entry("Deployment.apps", new Section(WorkloadText::deployment, WorkloadText::around)),
            entry("StatefulSet.apps", new Section(WorkloadText::statefulSet, WorkloadText::around)),
            entry("DaemonSet.apps", new Section(WorkloadText::daemonSet, WorkloadText::around)),
            entry("ReplicaSet.apps", new Section(WorkloadText::replicaSet, WorkloadText::around)),
            entry("Job.batch", new Section(JobText::job, WorkloadText::around)),
            entry("CronJob.batch", new Section(JobText::cronJob, JobText::aroundCron)),
            entry("Service", Section.of(NetworkText::service)),
            entry("Ingress.networking.k8s.io", Section.of(NetworkText::ingress)),
            entry("NetworkPolicy.networking.k8s.io", Section.of(PolicyText::network)),
            entry("PodDisruptionBudget.policy", Section.of(PolicyText::budget)),
            entry("HorizontalPodAutoscaler.autoscaling", Section.of(ScalerText::scaler)),
            entry("Node", Section.of(NodeText::node)),
            entry("PersistentVolumeClaim", Section.of(StorageText::claim)),
            entry("PersistentVolume", Section.of(StorageText::volume)),
            entry("StorageClass.storage.k8s.io", Section.of(StorageText::storageClass)),
            entry("Role.rbac.authorization.k8s.io", Section.of(RightsText::role)),
            entry("ClusterRole.rbac.authorization.k8s.io", Section.of(RightsText::role)),
            entry("RoleBinding.rbac.authorization.k8s.io", Section.of(RightsText::binding)),
            entry("ClusterRoleBinding.rbac.authorization.k8s.io", Section.of(RightsText::binding)),
            entry("ServiceAccount", Section.of(RightsText::account)),
            entry("CustomResourceDefinition.apiextensions.k8s.io", Section.of(DefinitionText::definition)));

    private Sections() {}

    static Section of(Inspection seen) {
        return switch (word(seen.object())) {
            case "Secret", "ConfigMap" -> Section.of((o, lines) -> DataText.data(o, seen.sizes(), lines));
            case String word -> {
                Section known = KNOWN.get(word);
                yield known == null ? Section.of(Fields::all) : known;
            }
        };
    }

    /** Kinds of the same name are told apart by their groups. */
    private static String word(Resource object) {
        int slash = object.apiVersion().indexOf('/');
        return slash < 0
                ? object.kind()
                : object.kind() + "." + object.apiVersion().substring(0, slash);
    }
}
