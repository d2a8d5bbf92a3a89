package io.millwright.metrics.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.plan.Ask;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Effect;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Jobs that copy samples between a pod's volume and a claim: Prometheus' own image has no shell to do it. */
final class Copy {
    static final String IMAGE = "docker.io/library/busybox:1.38.0";
    /** Takes the newest snapshot, and takes it off the disk where it would keep old blocks. */
    private static final String OUT =
            "set -e; cd /data/snapshots; n=$(ls -t | head -n 1); test -n \"$n\"; cp -a \"$n\"/. /backup/; rm -rf \"$n\"; ls /backup";
    /** Puts what is there aside; the log of newer samples must not be mixed with older blocks. */
    private static final String IN =
            "set -e; cd /data; mkdir -p %1$s; for f in *; do case $f in old-*) ;; *) mv \"$f\" %1$s/;; esac; done; cp -a /backup/. /data/;"
                    + " rm -rf wal wbl chunks_head lock queries.active lost+found; ls /data";

    private Copy() {}

    static Parameter image() {
        return Ask.required(Ask.with(
                Ask.text(
                        "image",
                        "Image",
                        "Image with a shell for the Job that copies; a mirror's where the cluster has no way out.",
                        "[a-z0-9][A-Za-z0-9._/:@-]*",
                        "an image's name"),
                IMAGE,
                "usual"));
    }

    static String aside(Request request) {
        return "old-" + request.token();
    }

    /** Copies the newest snapshot of a pod that runs, on its node. */
    static Resource out(Server s, Request request, String pod, String claim, String backup) {
        Resource job = job(s, request, "out", OUT, claim, backup);
        return job.with(
                Tree.of(
                        "podAffinity",
                        Tree.of(
                                "requiredDuringSchedulingIgnoredDuringExecution",
                                List.of(Tree.of(
                                        "topologyKey",
                                        "kubernetes.io/hostname",
                                        "labelSelector",
                                        Tree.of("matchLabels", Tree.of("statefulset.kubernetes.io/pod-name", pod)))))),
                "spec",
                "template",
                "spec",
                "affinity");
    }

    /** Replaces the content of a volume that nobody uses. */
    static Resource in(Server s, Request request, String claim, String backup) {
        return job(s, request, "in", IN.formatted(aside(request)), claim, backup);
    }

    private static Resource job(Server s, Request request, String way, String script, String claim, String backup) {
        Map<String, Object> data = Tree.of("name", "data", "mountPath", "/data");
        if (!s.object().flag("spec", "storage", "disableMountSubPath").orElse(false)) {
            data.put("subPath", "prometheus-db");
        }
        Map<String, Object> security =
                Tree.of("runAsUser", 1000L, "runAsGroup", 2000L, "runAsNonRoot", true, "fsGroup", 2000L);
        Map<String, Object> container = Tree.of(
                "name",
                "copy",
                "image",
                request.input("image"),
                "command",
                List.of("sh", "-c", script),
                "volumeMounts",
                List.of(data, Tree.of("name", "backup", "mountPath", "/backup")));
        container.put("resources", Tree.of("requests", Tree.of("cpu", "100m", "memory", "64Mi")));
        Map<String, Object> pod = Tree.of(
                "restartPolicy",
                "Never",
                "securityContext",
                s.object().at("spec", "securityContext").orElse(security),
                "containers",
                List.of(container),
                "volumes",
                List.of(volume("data", claim), volume("backup", backup)));
        return Resource.of(
                        Kind.JOB,
                        s.namespace(),
                        "metrics-copy-" + way + "-" + request.token(),
                        Tree.of(
                                "spec",
                                Tree.of(
                                        "backoffLimit",
                                        0L,
                                        "activeDeadlineSeconds",
                                        21600L,
                                        "template",
                                        Tree.of("spec", pod))))
                .with(Tree.of(Names.BACKUP_OF, s.name()), "metadata", "labels");
    }

    private static Map<String, Object> volume(String name, String claim) {
        return Tree.of("name", name, "persistentVolumeClaim", Tree.of("claimName", claim));
    }

    /** Makes the Job; done when it has completed. */
    static Step step(Resource job, String title, String why, Undo undo) {
        ObjectRef ref = ObjectRef.of(Kind.JOB, job.namespace(), job.name());
        return new Step(
                "copy",
                title,
                why,
                new Action.Create(job),
                List.of(),
                new Check.Condition(ref, "Complete", "True"),
                new Check.Condition(ref, "Complete", "True"),
                undo,
                Effect.PROBEABLE,
                Duration.ofHours(6),
                false,
                List.of());
    }
}
