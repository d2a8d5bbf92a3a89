package io.millwright.app;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.Action;
import io.millwright.spi.Action.Http.Body;
import io.millwright.spi.Action.Http.Reply;
import io.millwright.spi.Check;
import io.millwright.spi.Plan;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The plan as it is rehearsed: the very same steps, but files of this machine are others. What a step saves goes to the rehearsal's own folder,
 * and what a step sends is what was saved there, or a word that stands for the file: a copy has no use for real data. What a person does by hand is
 * taken as done.
 *
 * @param folder the rehearsal's own; it goes when the rehearsal is over
 */
record RehearsedPlan(Path folder) {
    /** @throws ProblemException when the folder can't be written to */
    FrozenPlan of(FrozenPlan real) {
        Plan p = real.plan();
        Plan plan = new Plan(
                p.title(),
                p.tool(),
                p.runbookId(),
                p.intent(),
                p.danger(),
                // The copy counts its own generations.
                new Plan.Target(
                        p.target().instance(), p.target().root(), 0, p.target().toolVersion()),
                p.inputs(),
                steps(p.steps()),
                p.consequences(),
                p.risks());
        return new FrozenPlan(
                real.schema(),
                real.planId(),
                plan,
                real.plugin(),
                real.clusterUid(),
                real.context(),
                real.createdBy(),
                real.createdAt());
    }

    private List<Step> steps(List<Step> steps) {
        return steps.stream().map(this::step).toList();
    }

    private Step step(Step s) {
        // Nobody is there who would do it, and the copy lacks what is secret: what follows is rehearsed as if it was
        // done.
        boolean byHand = byHand(s);
        return new Step(
                s.id(),
                s.title(),
                s.why(),
                switch (s.action()) {
                    case Action.Http h -> request(s, h);
                    case Action.ForEach each -> new Action.ForEach(steps(each.steps()), each.atOnce());
                    default -> s.action();
                },
                s.before(),
                s.probe(),
                byHand ? new Check.All(List.of()) : s.done(),
                s.undo(),
                s.effect(),
                s.deadline(),
                s.pointOfNoReturn(),
                s.needs());
    }

    static boolean byHand(Step step) {
        return step.action() instanceof Action.Manual;
    }

    private Action.Http request(Step step, Action.Http h) {
        Action.Http saved = h.reply() instanceof Reply.Save save && free(Path.of(save.file()))
                ? h.replies(new Reply.Save(here(save.file()).toString()))
                : h;
        return h.body() instanceof Body.File file ? saved.sends(new Body.File(standIn(step, file.path()))) : saved;
    }

    /** Where it isn't, the step says of the real file what is in the way. */
    private static boolean free(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return !Files.exists(file) && parent != null && Files.isWritable(parent);
    }

    private Path here(String file) {
        return folder.resolve(
                "saved-" + Integer.toHexString(Path.of(file).toAbsolutePath().hashCode()));
    }

    /** A file that isn't there is one that an earlier step saves, or else the step says that it can't be read. */
    private String standIn(Step step, String file) {
        Path here = here(file);
        if (Files.isReadable(Path.of(file))) {
            try {
                Files.writeString(here, "stands for a file in a rehearsal");
            } catch (IOException e) {
                throw new ProblemException(
                        Problem.user(step.title(), here.toString(), e.toString(), "Make room for temporary files."), e);
            }
        }
        return here.toString();
    }
}
