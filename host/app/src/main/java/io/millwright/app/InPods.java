package io.millwright.app;

import io.millwright.app.cli.PodWork;
import io.millwright.app.objects.ObjectsTool;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.plan.Tokens;
import io.millwright.engine.run.Operator;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is done inside of pods: no plan foresees it, but guardrails hold for it, and that it was done is written down. */
final class InPods {
    private final Services services;
    private final Permission permission;
    private final PodSessions sessions;

    InPods(Services services, Permission permission) {
        this.services = services;
        this.permission = permission;
        this.sessions = new PodSessions(services.folders().state(), services.clock(), new Tokens());
    }

    /** @throws io.millwright.spi.ProblemException when it may not be done, or can't be written down */
    PodSessions.Open begin(String context, PodWork work, Operator operator) {
        ObjectRef target = work.target();
        Plan asked = new Plan(
                work.attempted() + " on " + context,
                ObjectsTool.ID,
                work.way().word(),
                Intent.REPAIR,
                work.way().danger(),
                new Plan.Target(
                        new InstanceId(ObjectsTool.ID, context, target.namespace(), target.name()), target, 0, ""),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
        // A forwarded port and a copy out change nothing by themselves.
        if (work.way() != PodWork.Way.FORWARD && work.way() != PodWork.Way.COPY_OUT) {
            permission.refuseReadOnly(work.attempted(), context);
        }
        permission.refuseByGuardrail(work.attempted(), asked, context);
        Optional<String> reason = permission.reason(asked, context, operator);
        return sessions.begin(new PodSessions.Begun(
                work.way().word(),
                context,
                services.clusters().open(context).user(),
                target.namespace(),
                target.kind().kind() + "/" + target.name(),
                work.container(),
                work.words(),
                reason));
    }

    List<PodSessions.Past> past() {
        return sessions.list();
    }
}
