package io.millwright.sandbox.controller;

import java.util.List;

/** The built-in controllers of one cluster, in the order in which their passes run. */
public final class Controllers {
    private Controllers() {}

    /** New controllers, which keep no state but what a restart may lose. Their nodes are named after the cluster. */
    public static List<Controller> of(String cluster) {
        return List.of(
                new NamespaceController(),
                new NodeController(cluster),
                new CronJobController(),
                new DeploymentController(),
                new ReplicaSetController(),
                new StatefulSetController(),
                new DaemonSetController(),
                new JobController(),
                new VolumeController(),
                new SchedulerController(),
                new KubeletController(),
                new ServiceController(),
                new DisruptionController(),
                new GarbageCollector());
    }
}
