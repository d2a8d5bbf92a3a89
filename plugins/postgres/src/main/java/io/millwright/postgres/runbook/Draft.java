package io.millwright.postgres.runbook;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Risk;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.util.ArrayList;
import java.util.List;

/** A plan being put together. One thread. */
final class Draft {
    private final RunbookInfo info;
    private final Request request;
    private final Plan.Target target;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> consequences = new ArrayList<>();
    private final List<Risk> risks = new ArrayList<>();
    private Danger danger;

    Draft(RunbookInfo info, Request request, Plan.Target target) {
        this.info = info;
        this.request = request;
        this.target = target;
        this.danger = info.danger();
    }

    /** For something that isn't there yet. */
    static Plan.Target making(String cluster, ObjectRef root, String version) {
        return new Plan.Target(new InstanceId(Cnpg.TOOL, cluster, root.namespace(), root.name()), root, 0, version);
    }

    Draft step(Step step) {
        steps.add(step);
        return this;
    }

    Draft consequence(String text) {
        consequences.add(text);
        return this;
    }

    Draft risk(String id, String title, String detail) {
        risks.add(new Risk(id, title, detail));
        return this;
    }

    Draft danger(Danger less) {
        danger = less;
        return this;
    }

    Plan plan(String title) {
        return new Plan(
                title,
                Cnpg.TOOL,
                info.id(),
                info.intent(),
                danger,
                target,
                request.inputs(),
                steps,
                consequences,
                risks);
    }
}
