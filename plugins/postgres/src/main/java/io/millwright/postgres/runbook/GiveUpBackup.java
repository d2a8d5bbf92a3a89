package io.millwright.postgres.runbook;

import io.millwright.kit.Times;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Backups.State;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Propagation;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets go of a backup that doesn't come to its end, so that those behind it can begin. */
final class GiveUpBackup extends ClusterRunbook {
    private static final Duration LONG = Duration.ofHours(2);
    private static final Parameter BACKUP =
            Ask.required(Ask.name("backup", "Backup", "Which one that hasn't ended.", 253));

    GiveUpBackup() {
        super(new RunbookInfo(
                "give-up-backup",
                "Give up a stuck backup",
                Intent.REPAIR,
                Danger.DESTRUCTIVE,
                "Deletes a Backup that doesn't come to its end: one at a time is made, and the others wait behind it.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(BACKUP),
                List.of(
                        "What it has stored until then isn't a backup; the store's retention removes it.",
                        "If it is only slow, the next one is as slow: look at its pod first.",
                        "A cold volume snapshot may leave its instance fenced: runbook unfence."),
                List.of("https://cloudnative-pg.io/docs/current/backup")));
    }

    /** Those that haven't ended, the one at work first, then by age. */
    private static List<Resource> open(PgCluster c, ClusterView view) {
        return Backups.of(c, view).all().stream()
                .filter(b -> Backups.state(b) == State.WORKING || Backups.state(b) == State.WAITING)
                .sorted(Comparator.comparing((Resource b) -> Backups.state(b) == State.WAITING)
                        .thenComparing(Backups::began))
                .toList();
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        String[] names = target.flatMap(t -> PgCluster.read(cluster, t.id())).stream()
                .flatMap(c -> open(c, cluster).stream())
                .map(Resource::name)
                .toArray(String[]::new);
        return names.length == 0
                ? info().parameters()
                : List.of(Ask.choice("backup", BACKUP.label(), BACKUP.help(), names));
    }

    @Override
    boolean changesCluster() {
        return false;
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        return open(c, view).isEmpty()
                ? List.of(new Constraint(
                        "none-open",
                        "none of its backups is on its way",
                        "there is nothing to give up",
                        Constraint.Kind.NOT_APPLICABLE))
                : List.of();
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        List<Resource> open = open(c, view);
        Resource backup = open.stream()
                .filter(b -> b.name().equals(request.input("backup")))
                .findFirst()
                .orElseThrow(() -> refused(
                        request.instance(),
                        "it has no Backup " + request.input("backup") + " that hasn't ended",
                        "See the listing backups."));
        ObjectRef ref = backup.ref(Cnpg.BACKUP);
        Duration age = Duration.between(Backups.began(backup), view.now());
        String pod = backup.text("status", "instanceID", "podName").orElse("");
        draft.step(Step.change(
                        "give-up",
                        "delete Backup " + ref.namespace() + "/" + ref.name(),
                        "The operator begins the next one only when this one is gone or has ended.",
                        new Action.Delete(ref, Propagation.BACKGROUND),
                        new Check.Absent(ref),
                        new Undo.None("make another: runbook backup-now"),
                        Duration.ofMinutes(2)))
                .consequence("deletes the Backup object, "
                        + backup.text("status", "phase")
                                .filter(p -> !p.isEmpty())
                                .orElse("waiting") + " since "
                        + Times.words(age) + (pod.isEmpty() ? "" : ", in pod " + pod))
                .consequence((open.size() - 1) + " others wait behind it")
                .consequence("the database isn't touched, and nothing restarts");
        if (age.compareTo(LONG) < 0) {
            draft.risk(
                    "young",
                    "It may still come to its end",
                    "It is " + Times.words(age) + " old. Its pod's log tells whether it goes on"
                            + (pod.isEmpty()
                                    ? "."
                                    : ": kubectl -n " + c.namespace() + " logs " + pod
                                            + " --all-containers --tail=50"));
        }
        if (Stream.of("*", pod).anyMatch(c.fenced()::contains)) {
            draft.risk("fenced", "Its instance is fenced", "Lift the fence afterwards: runbook unfence.");
        }
        return draft.plan("Give up Backup " + ref.name() + " of "
                + request.instance().id().display());
    }
}
