package io.millwright.metrics.runbook;

import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Silence;
import io.millwright.metrics.named.Questions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Danger;
import io.millwright.spi.Effect;
import io.millwright.spi.Intent;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Ends a silence. */
final class EndSilence extends ServerRunbook {
    EndSilence() {
        super(
                new RunbookInfo(
                        "end-silence",
                        "End a silence",
                        Intent.CONFIGURE,
                        Danger.REVERSIBLE,
                        "Ends a silence before its time; alerts that it hid and that still fire are told.",
                        Optional.of(Names.ALERTMANAGER),
                        List.of(Ask.required(Ask.text(
                                "silence",
                                "Silence",
                                "Its id, as the table of silences shows it.",
                                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                                "an id such as 3f2a41c0-0000-4000-8000-000000000001"))),
                        List.of("What it hid may be told all at once."),
                        List.of("https://prometheus.io/docs/alerting/latest/alertmanager/#silences")),
                true);
    }

    @Override
    Plan plan(Server s, Request request, ClusterView view, PlanDraft draft) {
        String id = request.input("silence");
        ObjectRef pod = s.readyPod(view)
                .orElseThrow(() -> refused(s.path(), "no pod of it is ready", "Bring it up first: see its health."));
        Silence silence = Api.json(view, pod, s.scheme(), Names.AM_PORT, "/api/v2/silences").items("rows").stream()
                .map(Silence::new)
                .filter(x -> x.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> refused(s.path(), "there is no silence " + id, "The table of silences has the ids."));
        if (silence.state().equals("expired")) {
            throw refused(s.path(), "silence " + id + " has ended already", "Nothing needs to be done.");
        }
        Check done = Questions.ended(s, id);
        return draft.step(new Step(
                        "end",
                        "end the silence of " + silence.matchers(),
                        "One pod is told, and tells the others.",
                        new Action.Http(pod, s.scheme(), Names.AM_PORT, "DELETE", "/api/v2/silence/" + id, ""),
                        List.of(),
                        done,
                        done,
                        new Undo.None("make a new one with runbook silence"),
                        Effect.PROBEABLE,
                        Duration.ofMinutes(2),
                        false,
                        List.of()))
                .consequence("tells of what fires and was hidden")
                .plan("End the silence of " + silence.matchers() + " in "
                        + request.instance().id().display());
    }
}
