package io.millwright.kit.plan;

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

/** A plan being put together: its tool is that of the target, its danger the runbook's unless a lesser one is given. One thread. */
public final class PlanDraft {
    private final RunbookInfo info;
    private final Request request;
    private final Plan.Target target;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> consequences = new ArrayList<>();
    private final List<Risk> risks = new ArrayList<>();
    private Danger danger;

    public PlanDraft(RunbookInfo info, Request request, Plan.Target target) {
        this.info = info;
        this.request = request;
        this.target = target;
        this.danger = info.danger();
    }

    /** For something that isn't there yet. */
    public static Plan.Target making(String tool, String cluster, ObjectRef root, String version) {
        return new Plan.Target(new InstanceId(tool, cluster, root.namespace(), root.name()), root, 0, version);
    }

    public PlanDraft step(Step step) {
        steps.add(step);
        return this;
    }

    public PlanDraft consequence(String text) {
        consequences.add(text);
        return this;
    }

    public PlanDraft risk(String id, String title, String detail) {
        risks.add(new Risk(id, title, detail));
        return this;
    }

    public PlanDraft danger(Danger less) {
        danger = less;
        return this;
    }

    public Plan plan(String title) {
        return new Plan(
                title,
                target.instance().tool(),
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
